"use strict";

/* What lies where: zones, land, the limit asked about, agreements, the density of the splash.
   Everything is looked up in the shapes that the page draws, which are simplified: `detail` says by
   how many kilometres. Made when first asked for, lest it delays the map. */
splashline.waters = ({ map: data, density }) => {
  const { geodesic } = splashline;
  const [originLon, originLat] = data.origin;
  let index = null;

  const indexed = () => {
    if (!index) {
      const decode = splashline.decoder(data.unit);
      const areas = (shape) => decode.polygons(shape).map(boxed);
      index = {
        zones: data.zones.map((zone) => areas(zone.shape)),
        land: areas(data.land),
        limits: segments(
          data.limits.filter((limit) => limit.asked).flatMap((limit) => decode.lines(limit.shape)),
        ),
        agreements: (data.agreements || []).map(({ area, shape }) =>
          area ? areas(shape) : { lines: segments(decode.lines(shape)) },
        ),
      };
    }
    return index;
  };

  const [west, south, east, north] = data.area;
  const drawn = (lon, lat) => lon >= west && lon <= east && lat >= south && lat <= north;
  const home = (lon) => lon - 360 * Math.floor((lon - data.lon0 + 180) / 360);
  const covered = (lon, lat) => {
    if (!data.dataBox) return true;
    const [left, bottom, right, top] = data.dataBox;
    const x = left + ((((lon - left) % 360) + 360) % 360);
    return x <= right && lat >= bottom && lat <= top;
  };

  /* The row of the zone that holds a position, "land", "sea", "beyond" or null off the map. */
  const at = (lon, lat) => {
    const x = home(lon);
    if (!drawn(x, lat)) return covered(lon, lat) ? null : "beyond";
    const { zones, land } = indexed();
    const row = zones.findIndex((areas) => holds(areas, x, lat));
    if (row >= 0) return row;
    if (holds(land, x, lat)) return "land";
    return covered(lon, lat) ? "sea" : "beyond";
  };

  /* Kilometres that one pixel of the first view stands for at a latitude. */
  const detail = (lat) => Math.max(data.pixel * 111.32 * Math.cos((lat * Math.PI) / 180), 0.2);

  /* Kilometres to the limit asked about; `least` where one off the map may be nearer. */
  const margin = (lon, lat) => {
    const x = home(lon);
    const found = nearest(indexed().limits, x, lat);
    if (!found) return null;
    const exact = geodesic.inverse(x, lat, found.lon, found.lat);
    const km = exact ? exact.km : found.km;
    if (data.allLimits) return { km, least: false };
    const edges = [
      [x, Math.min(north, 89.9)],
      [x, Math.max(south, -89.9)],
      [west, lat],
      [east, lat],
    ].map(([lon2, lat2]) => (geodesic.inverse(x, lat, lon2, lat2) || { km: Infinity }).km);
    const edge = Math.min(...edges);
    return edge < km ? { km: edge, least: true } : { km, least: false };
  };

  /* Rows of the agreements that hold a position, or whose line passes within some kilometres. */
  const agreed = (lon, lat, km) =>
    indexed().agreements.flatMap((each, row) => {
      if (Array.isArray(each)) return holds(each, home(lon), lat) ? [row] : [];
      const found = nearest(each.lines, home(lon), lat);
      return found && found.km < km ? [row] : [];
    });

  /* Chance per square kilometre; null where the direction is unknown. */
  const dense = (range) => {
    if (!density) return null;
    const { polar, turn, middle, start, step, shape, peak, values } = density;
    const angle = (range.deg * Math.PI) / 180;
    let uv;
    if (polar) {
      const off = ((((range.deg - turn) % 360) + 540) % 360) - 180;
      uv = [range.km, ((off * Math.PI) / 180) * middle];
    } else {
      const [x, y] = [range.km * Math.sin(angle), range.km * Math.cos(angle)];
      const [sin, cos] = [Math.sin((turn * Math.PI) / 180), Math.cos((turn * Math.PI) / 180)];
      uv = [cos * x + sin * y, cos * y - sin * x];
    }
    const [i, j] = uv.map((value, axis) => (value - start[axis]) / step[axis]);
    if (i < 0 || j < 0 || i > shape[0] - 1 || j > shape[1] - 1) return 0;
    const [m, n] = [Math.min(Math.floor(i), shape[0] - 2), Math.min(Math.floor(j), shape[1] - 2)];
    const [s, t] = [i - m, j - n];
    const value = (row, column) => values[row * shape[1] + column];
    const low = value(m, n) * (1 - t) + value(m, n + 1) * t;
    const high = value(m + 1, n) * (1 - t) + value(m + 1, n + 1) * t;
    return ((low * (1 - s) + high * s) / 1000) * peak;
  };

  const range = (lon, lat) => geodesic.inverse(originLon, originLat, lon, lat);
  return { at, margin, detail, agreed, dense, range, covered };
};

/* A polygon with the box around it. */
function boxed(rings) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lat, lon] of rings[0]) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return { box, rings };
}

/* Whether polygons hold a position, by the number of edges to the east of it. */
function holds(areas, x, y) {
  for (const { box, rings } of areas) {
    if (x < box[0] || y < box[1] || x > box[2] || y > box[3]) continue;
    let inside = false;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const [yi, xi] = ring[i];
        const [yj, xj] = ring[j];
        if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
      }
    }
    if (inside) return true;
  }
  return false;
}

/* Pieces of lines as pairs of unit vectors. */
function segments(lines) {
  const vector = ([lat, lon]) => {
    const [phi, lambda] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  };
  return lines.flatMap((line) => {
    const vectors = line.map(vector);
    return vectors.slice(1).map((end, row) => [vectors[row], end]);
  });
}

/* The point of some pieces that is nearest on the sphere. */
function nearest(pieces, lon, lat) {
  const [phi, lambda] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
  const p = [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  const dot = (u, v) => u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
  const cross = (u, v) => [
    u[1] * v[2] - u[2] * v[1],
    u[2] * v[0] - u[0] * v[2],
    u[0] * v[1] - u[1] * v[0],
  ];
  let best = -Infinity;
  let where = null;
  const consider = (point) => {
    const near = dot(p, point);
    if (near > best) {
      best = near;
      where = point;
    }
  };
  for (const [start, end] of pieces) {
    consider(start);
    consider(end);
    const normal = cross(start, end);
    const length = Math.hypot(...normal);
    if (length < 1e-12) continue;
    const off = dot(p, normal) / length;
    const foot = p.map((value, axis) => value - (off * normal[axis]) / length);
    if (dot(cross(start, foot), normal) > 0 && dot(cross(foot, end), normal) > 0) {
      const size = Math.hypot(...foot);
      consider(foot.map((value) => value / size));
    }
  }
  if (!where) return null;
  return {
    lon: (Math.atan2(where[1], where[0]) * 180) / Math.PI,
    lat: (Math.asin(Math.max(-1, Math.min(1, where[2]))) * 180) / Math.PI,
    km: 6371.0088 * Math.acos(Math.min(1, best)),
  };
}
