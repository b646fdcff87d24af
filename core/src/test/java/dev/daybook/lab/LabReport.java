package dev.daybook.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints what the laboratory saw when all tests have ended, what of it could not run here and what
 * failed; the same lines are appended to {@code target/reliability.txt}.
 */
public final class LabReport implements TestExecutionListener {

  private static final Path FILE = Path.of("target", "reliability.txt");

  private final List<String> notResults = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    skip(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> {}
      case ABORTED ->
        skip(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
      // a count of nothing lost stands where it was when the test broke off
      case FAILED -> note("failed", test, "what it counted above is not a result");
    }
  }

  private void skip(TestIdentifier test, String reason) {
    note("skipped", test, reason);
  }

  private void note(String what, TestIdentifier test, String reason) {
    if (test.getTags().contains(TestTag.create(Lab.TAG))) {
      String of = test.getSource()
          .filter(MethodSource.class::isInstance)
          .map(source -> ((MethodSource) source).getJavaClass().getSimpleName() + ".")
          .orElse("");
      notResults.add(what + ": " + of + test.getLegacyReportingName() + ": " + reason);
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    List<Finding> findings = Lab.findings();
    if (findings.isEmpty() && notResults.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add("Reliability laboratory, " + (Lab.isLong() ? "long" : "short") + " form, JDK "
        + Runtime.version().feature() + ", " + System.getProperty("os.name") + " "
        + System.getProperty("os.version"));
    findings.forEach(finding -> lines.add("  " + finding));
    notResults.forEach(line -> lines.add("  " + line));
    lines.forEach(System.out::println);
    try {
      Files.createDirectories(FILE.getParent());
      Files.write(FILE, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
