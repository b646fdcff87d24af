package dev.daybook.internal.exchange.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.AgentFormats;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reference system wrote comes out of a session again, line by line. */
class SeedRoundTripTest {

  private static AgentFormat format(String name) {
    return AgentFormats.named(name).orElseThrow();
  }

  private static String fixture(String name) {
    return switch (name) {
      case "pig" -> SeedFixtures.PIG;
      case "pixir" -> SeedFixtures.PIXIR;
      case "celeste" -> SeedFixtures.CELESTE;
      case "zig" -> SeedFixtures.ZIG;
      case "zag" -> SeedFixtures.ZAG;
      default -> SeedFixtures.PHI;
    };
  }

  private static String id(String name) {
    return switch (name) {
      case "pixir" -> "p-1";
      case "zig" -> "z-1";
      case "zag" -> "g-1";
      default -> "s-1";
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"pig", "pixir", "celeste", "zig", "zag", "phi"})
  void comesOutAsItWentIn(String name) throws IOException {
    String written =
        SeedFile.checkRoundTrip(format(name), id(name), fixture(name)).text();
    assertThat(SeedFile.read(format(name), written).comparableEvents())
        .isEqualTo(SeedFile.read(format(name), fixture(name)).comparableEvents());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pig", "pixir", "celeste", "zig", "zag", "phi"})
  void isOfOneFormatAlone(String name) {
    List<String> found = AgentFormats.all().stream()
        .filter(format -> format.recognises(SeedFile.head(fixture(name))))
        .map(AgentFormat::name)
        .toList();
    assertThat(found).containsExactly(name);
  }

  @Test
  void theSessionsNameComesFromTheContent() {
    assertThat(format("pixir").reader(SeedFile.head(SeedFixtures.PIXIR)).sessionName())
        .contains("p-1");
    assertThat(format("zig").reader(SeedFile.head(SeedFixtures.ZIG)).sessionName())
        .contains("z-1");
    assertThat(format("zag").reader(SeedFile.head(SeedFixtures.ZAG)).sessionName())
        .contains("g-1");
    assertThat(format("phi").reader(SeedFile.head(SeedFixtures.PHI)).sessionName())
        .contains("h");
    assertThat(format("pig").reader(SeedFile.head(SeedFixtures.PIG)).sessionName())
        .isEmpty();
  }
}
