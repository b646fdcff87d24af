package dev.daybook.session;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Who has a session open for recording, as it wrote of itself into the session's lock file.
 *
 * @param pid its process; 0 if it did not say
 * @param host the machine it runs on; empty if it did not say
 * @param processStart when the process began; null if it does not know
 * @param since when it opened the session; null if it did not say
 */
public record LockHolder(
    long pid,
    String host,
    @Nullable Instant processStart,
    @Nullable Instant since) {

  /** Somebody who has not said who it is. */
  static final LockHolder UNNAMED = new LockHolder(0, "", null, null);

  private static final String HOST = hostName();

  /** When this process began; asking takes several looks at files. */
  private static final Optional<Instant> START = ProcessHandle.current().info().startInstant();

  /** This process. */
  static LockHolder self(Instant since) {
    return new LockHolder(ProcessHandle.current().pid(), HOST, START.orElse(null), since);
  }

  /**
   * Whether it has not said who it is. Not asked by {@code equals}: the JDK 17 remembers the record
   * that it made that for last, and so its class loader.
   */
  boolean isUnnamed() {
    return pid == 0 && host.isEmpty() && processStart == null && since == null;
  }

  /** Whether it is the process that asks. */
  public boolean isThisProcess() {
    return pid == ProcessHandle.current().pid() && host.equals(HOST);
  }

  /**
   * Whether its process is seen to run on this machine. One elsewhere, or that another container
   * hides, is not seen.
   */
  boolean isSeen() {
    return host.equals(HOST)
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> processStart == null
                || process.info().startInstant().map(processStart::equals).orElse(true))
            .isPresent();
  }

  /** The text of a lock file: Java properties, for people too. */
  String text() {
    Properties properties = new Properties();
    properties.setProperty("pid", Long.toString(pid));
    properties.setProperty("host", host);
    if (processStart != null) {
      properties.setProperty("process_start", processStart.toString());
    }
    if (since != null) {
      properties.setProperty("since", since.toString());
    }
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException never) {
      throw new AssertionError(never);
    }
    return text.toString();
  }

  /** What a lock file says; a part that is not there or makes no sense was not said. */
  static LockHolder of(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException unreadable) {
      return UNNAMED;
    }
    return new LockHolder(
        number(properties.getProperty("pid", "0")),
        properties.getProperty("host", ""),
        instant(properties.getProperty("process_start", "")),
        instant(properties.getProperty("since", "")));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException unreadable) {
      return 0;
    }
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException unreadable) {
      return null;
    }
  }

  /** The kernel is asked where it can be: the other way may wait for a name server. */
  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException notLinux) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException unknown) {
        return "localhost";
      }
    }
  }
}
