package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatiosTest {

  private static final String WRITE = "WriteThroughput";

  @TempDir
  private Path folder;

  private final ResultJson json = new ResultJson();

  @Test
  void moreEventsASecondAreBetter() throws IOException {
    json.with(WRITE, sink("DAYBOOK"), "300 ops/s").with(WRITE, sink("LOG4J2"), "100 ops/s");

    Ratio row = only(WRITE, "sink=LOG4J2");
    assertThat(row.ours()).isEqualTo(300);
    assertThat(row.theirs()).isEqualTo(100);
    assertThat(row.ratio()).isEqualTo(3);
    assertThat(row.target()).isEqualTo("at least 2.5");
    assertThat(row.met()).contains(true);
  }

  @Test
  void lessTimeIsBetter() throws IOException {
    json.with("CallerLatency", caller("DAYBOOK"), "2 s/op", "service.p50=0.1 us")
        .with("CallerLatency", caller("LOG4J2"), "2 s/op", "service.p50=700 ns");

    Ratio row = only("CallerLatency", "sink=LOG4J2");
    assertThat(row.number()).isEqualTo("service.p50");
    assertThat(row.ratio()).isCloseTo(7, within(1e-9));
    assertThat(row.target()).isEqualTo("at least 8");
    assertThat(row.met()).contains(false);
  }

  @Test
  void aPeerMayBeAnotherBenchmarkInAnotherUnit() throws IOException {
    json.with(WRITE, sink("DAYBOOK"), "900000 ops/s")
        .with("Encode", Map.of("codec", "DAYBOOK"), "1000 ns/op");

    Ratio row = only(WRITE, "Encode codec=DAYBOOK");
    assertThat(row.theirs()).isCloseTo(1e6, within(1e-6));
    assertThat(row.ratio()).isCloseTo(0.9, within(1e-9));
    assertThat(row.met()).contains(true);
  }

  @Test
  void aPeerMayBeAnotherNumberOfTheSameRun() throws IOException {
    json.with(
        "AckLatency",
        Map.of("store", "DAYBOOK", "waiters", "64", "sessions", "SHARED"),
        "1000 ops/s",
        "latency.p99=600 ns",
        "force.p50=100 ns");

    Ratio row = only("AckLatency", "force.p50");
    assertThat(row.ratio()).isEqualTo(6);
    assertThat(row.target()).isEqualTo("at most 4 times");
    assertThat(row.met()).contains(false);
  }

  @ParameterizedTest
  @CsvSource({"0.9,not asked", "1.1,yes"})
  void aTargetForASlowDeviceIsAskedOfNoOther(double forceMillis, String verdict)
      throws IOException {
    json.with(
            "AckLatency",
            Map.of("store", "DAYBOOK_LOG", "waiters", "64", "sessions", "OWN"),
            "9000 ops/s",
            "force.p50=" + forceMillis * 1e6 + " ns")
        .with(
            "AckLatency",
            Map.of("store", "DAYBOOK", "waiters", "64", "sessions", "OWN"),
            "1000 ops/s");

    Ratio row = only("AckLatency", "store=DAYBOOK");
    assertThat(row.ratio()).isEqualTo(9);
    assertThat(row.target()).isEqualTo("at least 8, forces of 1 ms");
    assertThat(row.verdict()).isEqualTo(verdict);
  }

  @Test
  void atMostSoManyTimesIsGivenAsTimeWhateverWasCounted() throws IOException {
    json.with("ReplayResume", Map.of("megabytes", "1"), "1000 ops/s")
        .with("ReplayResume", Map.of("megabytes", "1024"), "400 ops/s");

    Ratio row = only("ReplayResume", "megabytes=1");
    assertThat(row.ratio()).isEqualTo(2.5);
    assertThat(row.met()).contains(true);
  }

  @Test
  void aLimitWithoutAPeerIsOfOurNumberInItsUnit() throws IOException {
    json.with(
        "CallerLatency", caller("DAYBOOK"), "2 s/op", "service.p50=0.14 us", "callerBytes=0.0 B/x");

    assertThat(rows())
        .filteredOn(row -> row.params().equals(caller("DAYBOOK")) && row.peer().isEmpty())
        .extracting(Ratio::number, Ratio::target, Ratio::verdict)
        .containsExactly(
            tuple("service.p50", "at most 150 ns", "yes"),
            tuple("service.p99.9", "at most 2000 ns", "not run"),
            tuple("response.p99.9", "at most 2000 ns", "not run"),
            tuple("callerBytes", "at most 0.01 B", "yes"));
  }

  @Test
  void aPeerWithoutATargetHasARowForEveryVariantThatWasRun() throws IOException {
    Map<String, String> small = Map.of("sink", "DAYBOOK", "producers", "1", "size", "SMALL");
    Map<String, String> peer = Map.of("sink", "LOGBACK", "producers", "1", "size", "SMALL");
    json.with(WRITE, sink("DAYBOOK"), "300 ops/s")
        .with(WRITE, sink("LOGBACK"), "100 ops/s")
        .with(WRITE, small, "500 ops/s")
        .with(WRITE, peer, "100 ops/s");

    assertThat(rows())
        .filteredOn(row -> row.peer().equals("sink=LOGBACK"))
        .extracting(Ratio::ratio, Ratio::target, Ratio::verdict)
        .containsExactly(tuple(3.0, "", ""), tuple(5.0, "", ""));
  }

  @Test
  void nothingIsComparedWithItself() throws IOException {
    json.with("ManySessions", Map.of("sessions", "1", "what", "ACK"), "100 ops/s")
        .with("ManySessions", Map.of("sessions", "100", "what", "ACK"), "80 ops/s");

    assertThat(rows())
        .filteredOn(
            row -> row.benchmark().equals("ManySessions") && row.target().isEmpty())
        .extracting(row -> row.params().get("sessions"), Ratio::ratio)
        .containsExactly(tuple("100", 0.8));
  }

  @Test
  void everyTargetIsListedAsNotRunWhereNothingWas() throws IOException {
    List<Ratio> rows = rows();

    assertThat(rows)
        .hasSize(
            (int) Targets.ALL.stream().filter(each -> !each.text().isEmpty()).count())
        .allMatch(row -> row.verdict().equals("not run"));
    assertThat(Ratios.summary(rows))
        .isEqualTo("Targets: 0 met, 0 not met, " + rows.size() + " not run.");
  }

  @Test
  void aTargetWhosePeerIsMissingIsNotRun() throws IOException {
    json.with(WRITE, sink("DAYBOOK"), "300 ops/s");

    Ratio row = only(WRITE, "sink=LOG4J2");
    assertThat(row.ours()).isEqualTo(300);
    assertThat(row.verdict()).isEqualTo("not run");
  }

  @Test
  void whatALateCallMakesOthersWaitHasTheSameLimitAsACall() throws IOException {
    json.with(
        "CallerLatency",
        caller("DAYBOOK"),
        "2 s/op",
        "service.p99.9=0.4 us",
        "response.p99.9=90 us");

    assertThat(rows())
        .filteredOn(row -> row.number().endsWith(".p99.9") && row.peer().isEmpty())
        .extracting(Ratio::number, Ratio::target, Ratio::verdict)
        .containsExactly(
            tuple("service.p99.9", "at most 2000 ns", "yes"),
            tuple("response.p99.9", "at most 2000 ns", "no"));
  }

  @Test
  void theSummaryNamesEveryTargetThatIsNotMet() throws IOException {
    json.with(WRITE, sink("DAYBOOK"), "200 ops/s")
        .with(WRITE, sink("LOG4J2"), "100 ops/s")
        .with(WRITE, sink("DATABIND"), "10 ops/s");

    String summary = Ratios.summary(rows());
    assertThat(summary).startsWith("Targets: 1 met, 1 not met, ");
    assertThat(summary.lines().skip(1))
        .containsExactly(
            "",
            "- not met: WriteThroughput producers=2 sink=DAYBOOK size=MIX score against sink=LOG4J2:"
                + " at least 2.5, is 2.00");
  }

  @Test
  void theSummaryHasTheNumberWhereThereIsNoPeer() throws IOException {
    json.with("CallerLatency", caller("DAYBOOK"), "2 s/op", "service.p50=0.2 us");

    assertThat(Ratios.summary(rows()).lines())
        .last()
        .isEqualTo("- not met: CallerLatency load=HALF sink=DAYBOOK service.p50: at most 150 ns,"
            + " is 0.200 us");
  }

  @Test
  void jsonHasOneRowALine() throws IOException {
    json.with(WRITE, sink("DAYBOOK"), "300 ops/s").with(WRITE, sink("LOG4J2"), "100 ops/s");

    String text = Ratios.json(rows());
    assertThat(text).startsWith("""
            [
            {"benchmark":"WriteThroughput","params":{"producers":"2","sink":"DAYBOOK","size":"MIX"},\
            "number":"score","peer":"sink=LOG4J2","ours":300.0,"theirs":100.0,"unit":"ops/s",\
            "ratio":3.0,"target":"at least 2.5","met":true},
            {"benchmark":"WriteThroughput","params":{"producers":"2","sink":"DAYBOOK","size":"MIX"},\
            "number":"score","peer":"sink=DATABIND","ours":300.0,"theirs":null,"unit":"ops/s",\
            "ratio":null,"target":"at least 3.5","met":null},
            """).endsWith("}\n]\n");
  }

  @Test
  void theTableSaysHowToReadIt() throws IOException {
    json.with(WRITE, sink("DAYBOOK"), "300 ops/s").with(WRITE, sink("LOG4J2"), "100 ops/s");

    assertThat(Ratios.table(rows()).lines())
        .first()
        .asString()
        .startsWith("A ratio says how many times better ours is");
    assertThat(Ratios.table(rows()).replaceAll(" +", " "))
        .contains("| WriteThroughput | producers=2 sink=DAYBOOK size=MIX | score | 300"
            + " | sink=LOG4J2 | 100 | ops/s | 3.00 | at least 2.5 | yes |");
  }

  private static Map<String, String> sink(String sink) {
    return Map.of("sink", sink, "producers", "2", "size", "MIX");
  }

  private static Map<String, String> caller(String sink) {
    return Map.of("sink", sink, "load", "HALF");
  }

  private List<Ratio> rows() throws IOException {
    return Ratios.of(json.read(folder));
  }

  private Ratio only(String benchmark, String peer) throws IOException {
    return rows().stream()
        .filter(row -> row.benchmark().equals(benchmark) && row.peer().equals(peer))
        .reduce((one, other) -> {
          throw new AssertionError("more than one row: " + one + ", " + other);
        })
        .orElseThrow();
  }
}
