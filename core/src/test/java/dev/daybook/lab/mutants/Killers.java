package dev.daybook.lab.mutants;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests that are named, in a JVM of its own, and prints one line as soon as it knows how
 * that ends: {@code killed}, where a test failed; {@code hangs}, where one took longer than any
 * does on sound sources; {@code broken}, where one could not be run at all; else {@code passed},
 * with how many did.
 */
final class Killers implements TestExecutionListener {

  /** So long may a test take. */
  private static final long HANG_NANOS = 40_000_000_000L;

  private static final long LOOK_NANOS = 100_000_000;

  private final PrintStream verdict;
  private final Map<TestIdentifier, Long> running = new ConcurrentHashMap<>();
  private final AtomicInteger passed = new AtomicInteger();

  private Killers(PrintStream verdict) {
    this.verdict = verdict;
  }

  public static void main(String[] tests) {
    Killers killers = new Killers(System.out);
    // what a failing Daybook logs is no news here
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    System.setErr(nowhere);
    Thread watch = new Thread(killers::watch, "watch");
    watch.setDaemon(true);
    watch.start();
    try {
      LauncherConfig alone = LauncherConfig.builder()
          .enableTestExecutionListenerAutoRegistration(false)
          .build();
      LauncherFactory.create(alone).execute(request(tests), killers);
    } catch (Throwable cannotRun) {
      killers.end("broken " + cannotRun);
    }
    killers.end("passed " + killers.passed);
  }

  private static LauncherDiscoveryRequest request(String[] tests) {
    Map<String, Set<String>> methods = new HashMap<>();
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    for (String test : tests) {
      String[] parts = test.split("#");
      String name = "dev.daybook." + parts[0];
      request.selectors(selectClass(name));
      if (parts.length > 1) {
        methods.computeIfAbsent(name, any -> new HashSet<>()).add(parts[1]);
      }
    }
    PostDiscoveryFilter named = test -> FilterResult.includedIf(isNamed(test, methods));
    return request.filters(named).build();
  }

  private static boolean isNamed(TestDescriptor test, Map<String, Set<String>> methods) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .map(method -> !methods.containsKey(method.getClassName())
            || methods.get(method.getClassName()).contains(method.getMethodName()))
        .orElse(true);
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    if (test.isTest()) {
      running.put(test, System.nanoTime());
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    running.remove(test);
    if (result.getStatus() == TestExecutionResult.Status.FAILED) {
      Throwable why = result.getThrowable().orElseThrow();
      end((isOurFault(why) ? "broken " : "killed ") + nameOf(test) + ": " + why);
    } else if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
      passed.incrementAndGet();
    }
  }

  /** A class that cannot be loaded says nothing about what the class does. */
  private static boolean isOurFault(Throwable why) {
    for (Throwable cause = why; cause != null; cause = cause.getCause()) {
      if (cause instanceof LinkageError || cause instanceof ReflectiveOperationException) {
        return true;
      }
    }
    return false;
  }

  private static String nameOf(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .map(method ->
            method.getClassName().replace("dev.daybook.", "") + "#" + method.getMethodName())
        .orElse(test.getDisplayName());
  }

  private void watch() {
    while (true) {
      LockSupport.parkNanos(LOOK_NANOS);
      long now = System.nanoTime();
      running.forEach((test, since) -> {
        if (now - since > HANG_NANOS) {
          end("hangs " + nameOf(test));
        }
      });
    }
  }

  private synchronized void end(String line) {
    verdict.println(line.lines().findFirst().orElse(line));
    verdict.flush();
    // whatever still runs
    Runtime.getRuntime().halt(0);
  }
}
