package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The public API is what {@code api.txt} says it is; a change of it must be meant. */
class ApiTest {

  private static final Path API = Path.of("src/test/resources/api.txt");

  private static final Path MODULE = Path.of("target/classes/module-info.class");

  private static final String EVENTS = "dev.daybook.event";

  private static final int MAX_TYPES_BESIDE_EVENTS = 86;

  private static List<Class<?>> api() throws Exception {
    return ApiDump.types(exported());
  }

  /** Returns the packages that the module exports. */
  private static List<String> exported() throws IOException {
    try (InputStream module = Files.newInputStream(MODULE)) {
      return ModuleDescriptor.read(module).exports().stream()
          .map(ModuleDescriptor.Exports::source)
          .sorted()
          .toList();
    }
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
