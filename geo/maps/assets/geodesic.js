"use strict";

/* Geodesics on WGS84 by Vincenty's formulae (Survey Review 23, 1975), to a millimetre up to the
   19,900 km within which they converge. Longitude before latitude, in degrees; kilometres. */
splashline.geodesic = (() => {
  const a = 6378.137;
  const f = 1 / 298.257223563;
  const b = a * (1 - f);
  const rad = Math.PI / 180;
  const farthest = 19900;

  /* The series in the squared second eccentricity along the great ellipse. */
  const series = (cosSquaredAlpha) => {
    const u = (cosSquaredAlpha * (a * a - b * b)) / (b * b);
    const A = 1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u)));
    const B = (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u)));
    return { A, B };
  };
  const correction = (B, sin, cos, middle) =>
    B *
    sin *
    (middle +
      (B / 4) *
        (cos * (-1 + 2 * middle * middle) -
          (B / 6) * middle * (-3 + 4 * sin * sin) * (-3 + 4 * middle * middle)));
  const longitudes = (alpha, cosSquared, sigma, sin, cos, middle) => {
    const C = (f / 16) * cosSquared * (4 + f * (4 - 3 * cosSquared));
    return (
      (1 - C) * f * alpha * (sigma + C * sin * (middle + C * cos * (-1 + 2 * middle * middle)))
    );
  };

  /* Where a geodesic ends; longitudes run on past ±180. */
  const direct = (lon, lat, deg, km) => {
    const sinTurn = Math.sin(deg * rad);
    const cosTurn = Math.cos(deg * rad);
    const tanU = (1 - f) * Math.tan(lat * rad);
    const cosU = 1 / Math.sqrt(1 + tanU * tanU);
    const sinU = tanU * cosU;
    const first = Math.atan2(tanU, cosTurn);
    const alpha = cosU * sinTurn;
    const cosSquared = 1 - alpha * alpha;
    const { A, B } = series(cosSquared);
    let sigma = km / (b * A);
    let sin = 0;
    let cos = 1;
    let middle = 0;
    for (let round = 0; round < 50; round += 1) {
      middle = Math.cos(2 * first + sigma);
      sin = Math.sin(sigma);
      cos = Math.cos(sigma);
      const next = km / (b * A) + correction(B, sin, cos, middle);
      const done = Math.abs(next - sigma) < 1e-13;
      sigma = next;
      if (done) break;
    }
    sin = Math.sin(sigma);
    cos = Math.cos(sigma);
    middle = Math.cos(2 * first + sigma);
    const across = sinU * sin - cosU * cos * cosTurn;
    const lat2 = Math.atan2(
      sinU * cos + cosU * sin * cosTurn,
      (1 - f) * Math.sqrt(alpha * alpha + across * across),
    );
    const lambda = Math.atan2(sin * sinTurn, cosU * cos - sinU * sin * cosTurn);
    const L = lambda - longitudes(alpha, cosSquared, sigma, sin, cos, middle);
    return [lon + L / rad, lat2 / rad];
  };

  /* Kilometres and bearing from 1 to 2; null beyond the farthest. */
  const inverse = (lon1, lat1, lon2, lat2) => {
    const L = ((((lon2 - lon1) % 360) + 540) % 360) * rad - Math.PI;
    const tan1 = (1 - f) * Math.tan(lat1 * rad);
    const tan2 = (1 - f) * Math.tan(lat2 * rad);
    const cos1 = 1 / Math.sqrt(1 + tan1 * tan1);
    const cos2 = 1 / Math.sqrt(1 + tan2 * tan2);
    const sin1 = tan1 * cos1;
    const sin2 = tan2 * cos2;
    let lambda = L;
    for (let round = 0; round < 200; round += 1) {
      const sinL = Math.sin(lambda);
      const cosL = Math.cos(lambda);
      const east = cos2 * sinL;
      const north = cos1 * sin2 - sin1 * cos2 * cosL;
      const sin = Math.hypot(east, north);
      if (sin === 0) return { km: 0, deg: 0 };
      const cos = sin1 * sin2 + cos1 * cos2 * cosL;
      const sigma = Math.atan2(sin, cos);
      const alpha = (cos1 * cos2 * sinL) / sin;
      const cosSquared = 1 - alpha * alpha;
      const middle = cosSquared > 1e-15 ? cos - (2 * sin1 * sin2) / cosSquared : 0;
      const next = L + longitudes(alpha, cosSquared, sigma, sin, cos, middle);
      const done = Math.abs(next - lambda) < 1e-12;
      lambda = next;
      if (Math.abs(lambda) > Math.PI + 0.1) return null;
      if (done) {
        const { A, B } = series(cosSquared);
        const km = b * A * (sigma - correction(B, sin, cos, middle));
        const turn = Math.atan2(cos2 * Math.sin(lambda), cos1 * sin2 - sin1 * cos2 * Math.cos(lambda));
        return km > farthest ? null : { km, deg: (turn / rad + 360) % 360 };
      }
    }
    return null;
  };

  /* Points of a geodesic, both ends included, as Leaflet's [lat, lon]; longitudes run on. */
  const line = (lon, lat, deg, km, steps = 120) => {
    const points = [];
    for (let step = 0; step <= steps; step += 1) {
      const [x, y] = direct(lon, lat, deg, (km * step) / steps);
      points.push([y, x]);
    }
    return joined(points);
  };

  /* Points at one range on the bearings from one to another, clockwise. */
  const arc = (lon, lat, km, from, width, most = 0.25) => {
    const steps = Math.max(Math.ceil(width / most), 2);
    const points = [];
    for (let step = 0; step <= steps; step += 1) {
      const [x, y] = direct(lon, lat, from + (width * step) / steps, km);
      points.push([y, x]);
    }
    return joined(points);
  };

  /* Neighbours never differ by more than 180 degrees. */
  const joined = (points) => {
    for (let row = 1; row < points.length; row += 1) {
      points[row][1] -= 360 * Math.round((points[row][1] - points[row - 1][1]) / 360);
    }
    return points;
  };

  /* A line cut where it leaves the copy of the world around a longitude, and brought back. */
  const home = (points, lon0) => {
    const copy = (lon) => Math.floor((lon - lon0 + 180) / 360);
    const parts = [[]];
    points.forEach(([lat, lon], row) => {
      const here = copy(lon);
      if (row) {
        const [lat0, lon0th] = points[row - 1];
        const before = copy(lon0th);
        if (before !== here) {
          const edge = lon0 - 180 + 360 * Math.max(before, here);
          const level = lat0 + ((lat - lat0) * (edge - lon0th)) / (lon - lon0th);
          parts[parts.length - 1].push([level, edge - 360 * before]);
          parts.push([[level, edge - 360 * here]]);
        }
      }
      parts[parts.length - 1].push([lat, lon - 360 * here]);
    });
    return parts;
  };

  return { direct, inverse, line, arc, home, farthest };
})();
