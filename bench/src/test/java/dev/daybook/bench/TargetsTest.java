package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class TargetsTest {

  private static final Collection<BenchmarkListEntry> BENCHMARKS = BenchmarkList.defaultList()
      .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of());

  static Stream<Pick> picks() {
    return Targets.ALL.stream()
        .flatMap(target -> target.hasPeer()
            ? Stream.of(target.ours(), target.ours().but(target.peer()))
            : Stream.of(target.ours()))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("picks")
  void theShortFormRunsWhateverIsCompared(Pick pick) {
    assertThat(BENCHMARKS)
        .filteredOn(each -> each.getUsername().contains("." + pick.benchmark() + "."))
        .as("the class " + pick.benchmark())
        .isNotEmpty()
        .as("its default parameters")
        .anyMatch(each -> has(each.getParams().orElse(Map.of()), pick.params()));
  }

  private static boolean has(Map<String, String[]> defaults, Map<String, String> params) {
    return params.entrySet().stream()
        .allMatch(param -> Arrays.asList(defaults.getOrDefault(param.getKey(), new String[0]))
            .contains(param.getValue()));
  }
}
