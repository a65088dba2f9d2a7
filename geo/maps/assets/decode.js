"use strict";

/* Shared by the scripts of this page; filled in by each. */
const splashline = {};

/* Less motion for those who ask for less. */
splashline.motion = () =>
  window.matchMedia("(prefers-reduced-motion: reduce)").matches
    ? { zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false }
    : {};

/* Lists of steps to Leaflet's [lat, lon]; `unit` is steps per degree, always the same for a shape.
   What was decoded is kept: to be drawn and to be looked up in it is the same. */
splashline.decoder = (unit) => {
  const line = (steps) => {
    const found = [];
    let x = 0;
    let y = 0;
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      found.push([y / unit, x / unit]);
    }
    return found;
  };
  const once = (decode) => (shape) => {
    if (!splashline.decoded.has(shape)) splashline.decoded.set(shape, decode(shape));
    return splashline.decoded.get(shape);
  };
  return {
    lines: once((shape) => shape.map(line)),
    polygons: once((shape) => shape.map((rings) => rings.map(line))),
  };
};
splashline.decoded = new WeakMap();

/* An element with classes, text and children. Text goes in as text, never as markup. */
splashline.element = (tag, className, text, children) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  for (const child of children || []) if (child) node.appendChild(child);
  return node;
};

splashline.svg = (tag, attributes, children) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  for (const child of children || []) node.appendChild(child);
  return node;
};
