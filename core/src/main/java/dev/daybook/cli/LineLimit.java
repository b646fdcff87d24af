package dev.daybook.cli;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The longest line to hold in memory. */
final class LineLimit {

  private static final int LEAST = 1024;
  private static final int MOST = 1 << 30;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  private int bytes = 16 << 20;

  @Option(
      names = "--max-line-bytes",
      paramLabel = "N",
      defaultValue = "16777216",
      description = {
        "the longest line in bytes, its line feed included",
        "(default: 16777216, 16 MiB)"
      })
  void bytes(int given) {
    if (given < LEAST || given > MOST) {
      throw new ParameterException(
          requireNonNull(spec).commandLine(),
          "--max-line-bytes is out of range: given=" + given + ", least=" + LEAST + ", most="
              + MOST);
    }
    bytes = given;
  }

  int bytes() {
    return bytes;
  }
}
