package ai.hokusai.api.endpoint;

import ai.hokusai.health.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A drawing of a fact as inline SVG, whose style is that of the page, and for a terminal. Immutable. */
final class Picture {
  /** Nothing to draw. */
  static final Picture NONE = new Picture("", "");

  private static final int WIDTH = 600;
  private static final int STEP_WIDTH = WIDTH / RecentHistory.STEPS;
  private static final int STRIP_HEIGHT = 40;

  private final String svg;
  private final String blocks;

  private Picture(String svg, String blocks) {
    this.svg = svg;
    this.blocks = blocks;
  }

  /** A part of a bar. Immutable. */
  record Part(String name, double value, String style) {}

  /** A bar whose parts have widths in proportion to their values, each at least visible; none without a value. */
  static Picture bar(List<Part> parts) {
    double sum = parts.stream().mapToDouble(Part::value).sum();
    if (sum <= 0) {
      return NONE;
    }
    var svg = new StringBuilder();
    double x = 0;
    for (Part part : parts) {
      double width = part.value() / sum * WIDTH;
      if (part.value() > 0) {
        svg.append("<rect class=\"%s\" x=\"%s\" width=\"%s\" height=\"12\"><title>%s</title></rect>"
            .formatted(part.style(), number(x), number(Math.max(2, width - 1)), part.name()));
      }
      x += width;
    }
    return new Picture(svg("bar", 12, svg), "");
  }

  /** The steps up to now: height and colour for the status, and below them the slowest probe of each. */
  static Picture strip(List<RecentHistory.Step> steps, long present) {
    if (steps.isEmpty()) {
      return NONE;
    }
    var svg = new StringBuilder();
    for (Status status : Status.values()) {
      var path = new StringBuilder();
      for (RecentHistory.Step step : steps) {
        if (step.worst() == status) {
          int height = height(status);
          path.append(column(step, present, STRIP_HEIGHT - height, height));
        }
      }
      append(svg, word(status), path);
    }
    long slowest =
        steps.stream().mapToLong(RecentHistory.Step::slowestNanos).max().orElse(0);
    var path = new StringBuilder();
    for (RecentHistory.Step step : steps) {
      if (step.probes() > 0) {
        double share = slowest == 0 ? 0 : Math.sqrt((double) step.slowestNanos() / slowest);
        path.append(column(step, present, STRIP_HEIGHT + 4, Math.max(1, Math.round(share * 24))));
      }
    }
    append(svg, "slowest", path);
    return new Picture(svg("strip", STRIP_HEIGHT + 28, svg), blocks(steps, present));
  }

  /** The steps as characters, two in each, without the time before the first one. */
  private static String blocks(List<RecentHistory.Step> steps, long present) {
    List<Status> worst = new ArrayList<>();
    var text = new StringBuilder();
    int index = 0;
    for (long pair = present - RecentHistory.STEPS + 1; pair <= present; pair += 2) {
      worst.clear();
      for (; index < steps.size() && steps.get(index).number() <= pair + 1; index++) {
        worst.add(steps.get(index).worst());
      }
      text.append(
          worst.stream().reduce(RecentHistory::worse).map(Picture::block).orElse(' '));
    }
    return text.toString().strip();
  }

  private static char block(Status status) {
    return switch (status) {
      case HEALTHY -> '▇';
      case DEGRADED, STARTING, DRAINING -> '▄';
      case UNHEALTHY, STALE -> '▁';
    };
  }

  private static int height(Status status) {
    return switch (status) {
      case HEALTHY -> STRIP_HEIGHT;
      case DEGRADED, STARTING, DRAINING -> STRIP_HEIGHT / 2;
      case UNHEALTHY, STALE -> STRIP_HEIGHT / 5;
    };
  }

  private static String column(RecentHistory.Step step, long present, int y, long height) {
    long x = WIDTH - STEP_WIDTH * (present - step.number() + 1);
    return x < 0 ? "" : "M%d %dh%dv%dh-%dz".formatted(x, y, STEP_WIDTH - 1, height, STEP_WIDTH - 1);
  }

  private static void append(StringBuilder svg, String style, StringBuilder path) {
    if (!path.isEmpty()) {
      svg.append("<path class=\"").append(style).append("\" d=\"").append(path).append("\"/>");
    }
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String svg(String style, int height, StringBuilder content) {
    return ("<svg class=\"%s\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
            + "%s</svg>")
        .formatted(style, WIDTH, height, content);
  }

  /** The element, empty where there is nothing to draw; the text of the fact says the same. */
  String svg() {
    return svg;
  }

  /** One line of block characters, empty for none. */
  String blocks() {
    return blocks;
  }
}
