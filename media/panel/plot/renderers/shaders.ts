/** The shape of a point, as `markOf` in `mark.ts` says it. Lengths are pixels of the device. */
export const vertexShader = `#version 300 es
precision highp float;
in float x;
in float y;
in float colour;
in float radius;
in float flags;
uniform vec2 centre;
uniform vec2 zoom;
uniform float size;
uniform float ratio;
uniform float stroke;
uniform float opacity;
uniform sampler2D palette;
flat out vec3 fill;
flat out float cover;
flat out float outer;
flat out float hole;
flat out vec2 ring;
flat out float extent;

void main() {
  uint bits = uint(flags + 0.5);
  bool selected = (bits & 2u) != 0u;
  bool hollow = (bits & 4u) != 0u;
  float least = hollow ? (stroke + 1.0) * size : 0.6;
  outer = max(radius / 10.0 * size, least) * ratio;
  hole = hollow ? outer - stroke * size * ratio : 0.0;
  ring = selected ? vec2(outer + 0.5 * ratio, outer + (0.5 + stroke) * ratio) : vec2(-1.0);
  cover = selected ? sqrt(opacity) : hollow ? min(1.0, opacity * 1.5) : opacity;
  fill = texelFetch(palette, ivec2(int(colour + 0.5), 0), 0).rgb;
  extent = 2.0 * ceil(max(outer, ring.y) + 1.0);
  gl_PointSize = extent;
  gl_Position = vec4((vec2(x, y) - centre) * zoom, 0.0, 1.0);
}
`;

/** Discs and rings with edges one pixel wide; colours are multiplied with their opacity. */
export const fragmentShader = `#version 300 es
precision highp float;
flat in vec3 fill;
flat in float cover;
flat in float outer;
flat in float hole;
flat in vec2 ring;
flat in float extent;
uniform vec3 selection;
out vec4 pixel;

float disc(float radius, float distance) {
  return clamp(radius - distance + 0.5, 0.0, 1.0);
}

void main() {
  float distance = length(gl_PointCoord - 0.5) * extent;
  float inside = (disc(outer, distance) - (hole > 0.0 ? disc(hole, distance) : 0.0)) * cover;
  float around = ring.y > 0.0 ? disc(ring.y, distance) - disc(ring.x, distance) : 0.0;
  float alpha = inside + around * (1.0 - inside);
  if (alpha <= 0.0) discard;
  pixel = vec4(fill * inside * (1.0 - around) + selection * around, alpha);
}
`;
