package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class ChartsTest {

  @TempDir
  private Path folder;

  private final ResultJson json = new ResultJson();

  @Test
  void throughputHasABarForEachSinkTheFastestFirst() throws Exception {
    throughput("LOG4J2", 400_000);
    throughput("DAYBOOK", 1_000_000);
    throughput("SOMEBODY_ELSE", 2_000_000);

    Document svg = parsed(onlyChart());
    assertThat(texts(svg, "title")).containsExactly("Events a second to a complete, closed file");
    assertThat(texts(svg, "desc"))
        .containsExactly("Events a second that Daybook writes to a complete, closed file:"
            + " 0.500 times as many as SOMEBODY_ELSE, 2.50 times as many as Log4j 2 async.");
    assertThat(texts(svg, "text"))
        .containsSubsequence(
            "SOMEBODY_ELSE",
            "2,000 k",
            "0.500 ×",
            "Daybook",
            "1,000 k",
            "Log4j 2 async",
            "400 k",
            "2.50 ×");
  }

  @Test
  void latencyHasTheNumbersAsTextOursFirst() throws Exception {
    latency("LOG4J2", 900, 40_000, 2_500_000, 1_200_000_000);
    latency("DAYBOOK", 100, 200, 1_500, 80_000);

    Document svg = parsed(onlyChart());
    assertThat(texts(svg, "desc"))
        .containsExactly("Half of the calls of record() take less than 100 ns,"
            + " 9.00 times that with Log4j 2 async.");
    assertThat(texts(svg, "text"))
        .contains("p50", "p99", "p99.9", "max", "10 µs")
        .contains("100 ns", "200 ns", "1.50 µs", "80.0 µs")
        .contains("900 ns", "40.0 µs", "2.50 ms", "1.20 s");
    assertThat(svg.getElementsByTagName("line").getLength())
        .as("scale and lines")
        .isEqualTo(9 + 6);
  }

  @Test
  void whatWasNotRunHasNoChart() throws Exception {
    throughput("LOG4J2", 400_000);
    latency("LOG4J2", 900, 40_000, 2_500_000, 1_200_000_000);

    assertThat(Charts.write(json.read(folder), folder)).isEmpty();
    assertThat(folder).isDirectoryNotContaining("glob:**.svg");
  }

  @Test
  void theSameFileIsAlwaysDrawnTheSameWay() throws Exception {
    throughput("LOG4J2", 400_000);
    throughput("DAYBOOK", 1_000_000);
    latency("DAYBOOK", 100, 200, 1_500, 80_000);

    List<Chart> first = Charts.write(json.read(folder), folder);
    assertThat(first).extracting(Chart::file).containsExactly("throughput.svg", "latency.svg");
    assertThat(Charts.write(json.read(folder), folder)).isEqualTo(first);
    assertThat(Files.readString(folder.resolve("latency.svg")))
        .isEqualTo(first.get(1).svg());
  }

  @Test
  void aPictureHasColoursForLightAndForDark() throws Exception {
    latency("DAYBOOK", 100, 200, 1_500, 80_000);

    assertThat(onlyChart().svg()).contains("@media (prefers-color-scheme: dark)");
  }

  private void throughput(String sink, long eventsPerSecond) {
    json.with(
        "WriteThroughput",
        Map.of("sink", sink, "producers", "2", "size", "MIX"),
        eventsPerSecond + " ops/s");
  }

  private void latency(String sink, long p50, long p99, long p999, long max) {
    json.with(
        "CallerLatency",
        Map.of("sink", sink, "load", "HALF"),
        "2 s/op",
        "service.p50=" + p50 + " ns",
        "service.p99=" + p99 + " ns",
        "service.p99.9=" + p999 + " ns",
        "service.max=" + max + " ns");
  }

  private Chart onlyChart() throws Exception {
    List<Chart> charts = Charts.write(json.read(folder), folder);
    assertThat(charts).hasSize(1);
    return charts.get(0);
  }

  private static Document parsed(Chart chart) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(Document svg, String tag) {
    NodeList nodes = svg.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }
}
