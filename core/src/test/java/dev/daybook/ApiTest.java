package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The public API is what {@code api.txt} says it is; a change of it must be meant. */
class ApiTest {

  private static final Path API = Path.of("src/test/resources/api.txt");

  private static final String EVENTS = "dev.daybook.event";

  /** The packages whose public types are the API. */
  private static final List<String> EXPORTED = List.of(
      "dev.daybook",
      "dev.daybook.agent",
      "dev.daybook.catalog",
      "dev.daybook.check",
      EVENTS,
      "dev.daybook.read",
      "dev.daybook.search",
      "dev.daybook.tree",
      "dev.daybook.workflow");

  private static final int MAX_TYPES_BESIDE_EVENTS = 70;

  private static List<Class<?>> api() throws Exception {
    return ApiDump.types(EXPORTED);
  }

  private static String outermost(Class<?> type) {
    return type.getName().substring("dev.daybook.".length()).replaceAll("\\$.*", "");
  }

  @Test
  void theApiIsTheOneThatIsWrittenDown() throws Exception {
    String api = ApiDump.of(api());
    if (System.getProperty("daybook.accept") != null) {
      Files.writeString(API, api);
    }
    assertThat(API)
        .as("if the change is meant: mvn -pl core test -Dtest=ApiTest -Ddaybook.accept")
        .hasContent(api);
  }

  @Test
  void theApiIsSmall() throws Exception {
    assertThat(api().stream()
            .filter(type -> !type.getPackageName().equals(EVENTS))
            .map(ApiTest::outermost)
            .distinct())
        .hasSizeLessThanOrEqualTo(MAX_TYPES_BESIDE_EVENTS);
  }

  @Test
  void noTwoTypesShareASimpleName() throws Exception {
    Map<String, List<Class<?>>> named =
        api().stream().collect(Collectors.groupingBy(Class::getSimpleName));
    assertThat(named.values()).allMatch(types -> types.size() == 1);
  }
}
