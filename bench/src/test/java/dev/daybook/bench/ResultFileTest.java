package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {

  /** From a run that is kept for ever. */
  private static final Path REAL = Path.of("../jmh-results/2026-11-21-first-numbers/result.json");

  @Test
  void readsWhatJmhWrote() throws IOException {
    List<Measured> all = ResultFile.read(REAL);

    assertThat(all).extracting(Measured::benchmark).contains("AckGroup", "StrictFold");
    Measured ack = all.get(0);
    assertThat(ack.benchmark()).isEqualTo("AckGroup");
    assertThat(ack.method()).isEqualTo("threads1");
    assertThat(ack.mode()).isEqualTo("thrpt");
    assertThat(ack.params()).isEmpty();
    Figure score = ack.numbers().get(Measured.SCORE);
    assertThat(score.value()).isEqualTo(21221.98079535343);
    assertThat(score.error()).isEqualTo(14792.321935635186);
    assertThat(score.least()).isEqualTo(16837.76335252068);
    assertThat(score.most()).isEqualTo(25825.610166427658);
    assertThat(score.unit()).isEqualTo("ops/s");
    assertThat(ack.numbers().get("gc.count").error()).isNaN();
  }

  @Test
  void hasTheParametersByName() throws IOException {
    assertThat(ResultFile.read(REAL))
        .filteredOn(each -> each.benchmark().equals("WriteThroughput"))
        .first()
        .extracting(Measured::params)
        .isEqualTo(Map.of("buffer", "plain", "producers", "1"));
  }

  @Test
  void severalForksCountWithTheirMedian(@TempDir Path folder) throws IOException {
    ResultJson json = new ResultJson().with("AckLatency", Map.of(), "5 ops/s", "latency.max=9 ns");
    Path file = folder.resolve(ResultFile.NAME);
    json.read(folder);
    // forks of 2, 3 and 10: the mean is 5, and 9 is the largest iteration of another number
    Files.writeString(
        file,
        Files.readString(file)
            .replace("[ [ 5 ] ]", "[ [ 1, 3 ], [ 3, 3 ], [ 10, 10 ] ]")
            .replace("[ [ 9 ] ]", "[ [ 1, 2 ], [ 9, 3 ], [ 1, 1 ] ]"));

    Map<String, Figure> numbers = ResultFile.read(file).get(0).numbers();
    assertThat(numbers.get(Measured.SCORE).value()).isEqualTo(3);
    assertThat(numbers.get("latency.max").value()).isEqualTo(9);
  }

  @Test
  void megabytesAreASecond(@TempDir Path folder) throws IOException {
    List<Measured> all = new ResultJson()
        .with("FoldThroughput", Map.of(), "2 ops/s", "megabytes=460 ops/s")
        .read(folder);

    assertThat(all.get(0).numbers().get("megabytes").unit()).isEqualTo("MB/s");
    assertThat(all.get(0).numbers().get("megabytes").moreIsBetter()).isTrue();
  }
}
