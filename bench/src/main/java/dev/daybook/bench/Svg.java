package dev.daybook.bench;

import java.util.Locale;

/**
 * A picture as plain text. It has two sets of colours, for light and for dark, and a background of
 * its own, since a page need not follow the system's choice. Colours go by the series: 0 is ours.
 */
final class Svg {

  static final int WIDTH = 760;
  static final int SERIES = 5;

  private static final String STYLE = """
      <style>
      text { font: 14px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: #1f2328; }
      .title { font-size: 17px; font-weight: 600; }
      .small { font-size: 12px; fill: #59636e; }
      .ours { font-weight: 600; }
      .end { text-anchor: end; }
      .middle { text-anchor: middle; }
      .card { fill: #ffffff; stroke: #d1d9e0; }
      .grid { stroke: #d1d9e0; }
      .range { stroke: #1f2328; stroke-width: 1.5; }
      .line { fill: none; stroke-width: 2; }
      .s0 { fill: #0969da; stroke: #0969da; } .s1 { fill: #bc4c00; stroke: #bc4c00; }
      .s2 { fill: #1a7f37; stroke: #1a7f37; } .s3 { fill: #8250df; stroke: #8250df; }
      .s4 { fill: #7a6a00; stroke: #7a6a00; }
      .peer { fill: #8c959f; }
      @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc; }
      .small { fill: #9198a1; }
      .card { fill: #0d1117; stroke: #3d444d; }
      .grid { stroke: #3d444d; }
      .range { stroke: #f0f6fc; }
      .s0 { fill: #4493f8; stroke: #4493f8; } .s1 { fill: #f0883e; stroke: #f0883e; }
      .s2 { fill: #3fb950; stroke: #3fb950; } .s3 { fill: #ab7df8; stroke: #ab7df8; }
      .s4 { fill: #d4b93c; stroke: #d4b93c; }
      .peer { fill: #656c76; }
      }
      </style>
      """;

  private final StringBuilder text = new StringBuilder();

  Svg(int height, String title, String description) {
    text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(WIDTH);
    text.append("\" height=\"").append(height);
    text.append("\" viewBox=\"0 0 ").append(WIDTH).append(' ').append(height);
    text.append("\" role=\"img\" aria-labelledby=\"title desc\">\n");
    text.append("<title id=\"title\">").append(escaped(title)).append("</title>\n");
    text.append("<desc id=\"desc\">").append(escaped(description)).append("</desc>\n");
    text.append(STYLE);
    add(
        "<rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"%s\" height=\"%s\" rx=\"6\"/>",
        WIDTH - 1, height - 1);
    text("title", 20, 32, title);
  }

  /** Text whose base line is at y; the styles say where x is. */
  void text(String styles, double x, double y, String content) {
    add("<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>", styles, x, y, escaped(content));
  }

  void bar(String styles, double x, double y, double width, double height) {
    add(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" stroke=\"none\"/>",
        styles, x, y, width, height);
  }

  void line(String styles, double x1, double y1, double x2, double y2) {
    add("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>", styles, x1, y1, x2, y2);
  }

  /** A mark around a point, of another shape in each series: colours alone do not say enough. */
  void mark(int series, double x, double y) {
    String path = switch (series % SERIES) {
      case 0 -> "M%1$s %2$sm-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z";
      case 1 -> "M%1$s %2$sm-4.5 -4.5h9v9h-9z";
      case 2 -> "M%1$s %2$sm0 -5.5l5.5 10h-11z";
      case 3 -> "M%1$s %2$sm0 -6l6 6l-6 6l-6 -6z";
      default -> "M%1$s %2$sm0 5.5l5.5 -10h-11z";
    };
    add("<path class=\"s" + series % SERIES + "\" d=\"" + path + "\"/>", x, y);
  }

  @Override
  public String toString() {
    return text + "</svg>\n";
  }

  private void add(String format, Object... values) {
    Object[] written = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      written[i] = values[i] instanceof Double number ? rounded(number) : values[i];
    }
    text.append(String.format(Locale.ROOT, format, written)).append('\n');
  }

  /** Rounds to a tenth of a pixel. */
  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
