package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A committed file that a test can make again. */
public final class Golden {

  private Golden() {}

  /**
   * Fails unless the file holds that text. With {@code -Ddaybook.accept} it is written instead.
   *
   * @param file below the module's folder
   * @param test the class to run with it
   */
  public static void check(Path file, String text, Class<?> test) throws IOException {
    if (System.getProperty("daybook.accept") != null) {
      Files.writeString(file, text);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as(
            "%s; if the change is meant: mvn -pl core test -Dtest=%s -Ddaybook.accept",
            file, test.getSimpleName())
        .isEqualTo(text);
  }
}
