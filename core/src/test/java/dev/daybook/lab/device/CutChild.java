package dev.daybook.lab.device;

import dev.daybook.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process that records, a {@link CutWorkload}. Belongs to one thread. */
final class CutChild implements AutoCloseable {
  private final Process process;
  private final PrintStream in;
  private final BufferedReader out;

  CutChild() throws IOException {
    process = new ChildJvm()
        .flag("-XX:+UseSerialGC")
        .flag("-XX:TieredStopAtLevel=1")
        .start(CutWorkload.class);
    in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  void send(String command) {
    in.println(command);
  }

  /** What it printed next. */
  String readLine() throws IOException {
    return out.readLine();
  }

  void readAcks(CutLedger ledger, int acks) throws IOException {
    for (int n = 0; n < acks; n++) {
      String line = out.readLine();
      if (line.equals(CutWorkload.AT_REST)) {
        return;
      }
      ledger.add(line);
    }
  }

  void readWhatIsThere(CutLedger ledger) throws IOException {
    while (out.ready()) {
      ledger.add(out.readLine());
    }
  }

  void readRest(CutLedger ledger) throws IOException {
    for (String line = out.readLine(); !"stopped".equals(line); line = out.readLine()) {
      ledger.add(line);
    }
  }

  /** Whether a lock on the disk says that this process has it. */
  boolean isNamedByALock(Path root) throws IOException {
    return isNamedIn(root.resolve("locks")) || isNamedIn(root.resolve("commits"));
  }

  private boolean isNamedIn(Path locks) throws IOException {
    if (!Files.exists(locks)) {
      return false;
    }
    try (DirectoryStream<Path> texts = Files.newDirectoryStream(locks, "*.lock")) {
      for (Path text : texts) {
        if (Files.readString(text).contains("pid=" + process.pid() + "\n")) {
          return true;
        }
      }
    }
    return false;
  }

  /** What it was about to do when it died counts, but for a line that is cut off. */
  void kill(CutLedger ledger) throws IOException, InterruptedException {
    process.toHandle().destroyForcibly();
    StringBuilder rest = new StringBuilder();
    for (int c = out.read(); c >= 0; c = out.read()) {
      rest.append((char) c);
    }
    rest.substring(0, rest.lastIndexOf("\n") + 1).lines().forEach(ledger::add);
    process.waitFor();
  }

  @Override
  public void close() throws Exception {
    process.destroyForcibly().waitFor();
    out.close();
  }
}
