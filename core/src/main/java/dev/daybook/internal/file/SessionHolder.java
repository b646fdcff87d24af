package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.LockHolder;
import dev.daybook.SessionId;
import dev.daybook.internal.file.ProcessBirth.Life;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The process that has a session open for recording, as it described itself in the session's lock
 * file.
 *
 * @param pid its process; 0 if unknown
 * @param host the machine it runs on; empty if unknown
 * @param processStart the time at which the process began; empty if unknown
 * @param since the time at which it opened the session; empty if unknown
 * @param birth its identity among all processes that have or had its pid: the machine's boot, the
 *     namespace of the pid, and its start, separated by slashes; empty if unknown
 * @param presence the place at which it shows that it lives, as in {@link Presence}; 0 if unknown
 */
public record SessionHolder(
    long pid,
    String host,
    Optional<Instant> processStart,
    Optional<Instant> since,
    String birth,
    long presence)
    implements LockHolder {

  /** No named holder: the lock is free, or its holder has not written its text. */
  static final SessionHolder UNNAMED =
      new SessionHolder(0, "", Optional.empty(), Optional.empty(), "", 0);

  /** This machine's name, in characters that a line of text holds as they are. */
  private static final String HOST = hostName().replaceAll("[^!-~]|\\\\", "_");

  private static final String BIRTH = ProcessBirth.SELF == null ? "" : ProcessBirth.SELF.text();

  private static final long PRESENCE = LockByte.anyPresence();

  /** The start of this process, kept since asking reads several files. */
  private static final Optional<Instant> START = ProcessHandle.current().info().startInstant();

  /** Returns this process as a holder. */
  static SessionHolder self(Instant since) {
    return new SessionHolder(
        ProcessHandle.current().pid(), HOST, START, Optional.of(since), BIRTH, PRESENCE);
  }

  /**
   * Returns true if no holder is named. It does not use {@code equals}: the JDK 17 remembers the
   * record that it last made that for, and so its class loader.
   */
  boolean isUnnamed() {
    return pid == 0
        && host.isEmpty()
        && processStart.isEmpty()
        && since.isEmpty()
        && birth.isEmpty();
  }

  /** Returns true if it is the same process, and has had the session open since the same moment. */
  boolean isSameAs(SessionHolder other) {
    return pid == other.pid
        && host.equals(other.host)
        && birth.equals(other.birth)
        && since.equals(other.since);
  }

  @Override
  public boolean isThisProcess() {
    if (pid != ProcessHandle.current().pid() || !host.equals(HOST)) {
      return false;
    }
    if (!birth.isEmpty() && !BIRTH.isEmpty()) {
      return birth.equals(BIRTH);
    }
    return isStartOf(START);
  }

  /**
   * Returns true if its process may live where this one cannot see it. One of this host that began
   * before the last boot does not.
   */
  boolean mayLiveUnseen(Life life) {
    boolean isBeforeBoot = host.equals(HOST) && !birth.isEmpty() && !BIRTH.isEmpty();
    return life == Life.HIDDEN || (life == Life.ELSEWHERE && !isUnnamed() && !isBeforeBoot);
  }

  /** Returns true if both are named, and of one process. */
  boolean isOfSameProcessAs(SessionHolder other) {
    return !isUnnamed()
        && pid == other.pid
        && host.equals(other.host)
        && birth.equals(other.birth)
        && presence == other.presence;
  }

  /** Returns the state of its process, as far as this process can see. */
  Life life() {
    ProcessBirth born = ProcessBirth.of(birth);
    if (born != null && ProcessBirth.SELF != null) {
      return born.life(pid, ProcessBirth.SELF);
    }
    boolean isSeen = host.equals(HOST)
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> isStartOf(process.info().startInstant()))
            .isPresent();
    return isSeen ? Life.RUNNING : Life.ELSEWHERE;
  }

  /** Returns true unless the process began at another time. */
  private boolean isStartOf(Optional<Instant> start) {
    return processStart.isEmpty() || start.isEmpty() || start.equals(processStart);
  }

  /** Refuses to take the lock from a process that is seen to run, whatever the kernel reports. */
  void refuseIfOthers(SessionId id) {
    if (!isThisProcess() && life() == Life.RUNNING) {
      throw refusal(id);
    }
  }

  /** Returns the error for another caller that wants to open the session. */
  DaybookException refusal(SessionId id) {
    return DaybookException.of(
        Kind.SESSION_LOCKED,
        isThisProcess()
            ? "this process has the session open already; close it there, or record there"
            : "another process has the session open; wait until it closes it, or end it",
        "session",
        id,
        "pid",
        pid,
        "host",
        host,
        "since",
        text(since),
        "processStart",
        text(processStart));
  }

  private static String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("null");
  }

  /** Appends its lines of a lock file; none if it is unnamed. */
  void addTo(StringBuilder text) {
    if (isUnnamed()) {
      return;
    }
    text.append("pid=").append(pid).append('\n');
    text.append("host=").append(host).append('\n');
    processStart.ifPresent(time -> text.append("process_start=").append(time).append('\n'));
    since.ifPresent(time -> text.append("since=").append(time).append('\n'));
    if (!birth.isEmpty()) {
      text.append("birth=").append(birth).append('\n');
    }
    if (presence != 0) {
      text.append("presence=").append(presence).append('\n');
    }
  }

  /**
   * Returns the holder that a record names, which has a pid at least; another part that is missing
   * or malformed is left empty.
   */
  static SessionHolder of(UnaryOperator<String> values) {
    String pid = values.apply("pid");
    if (pid.isEmpty()) {
      return UNNAMED;
    }
    SessionHolder holder = new SessionHolder(
        number(pid),
        plain(values.apply("host")),
        instant(values.apply("process_start")),
        instant(values.apply("since")),
        plain(values.apply("birth")),
        Math.max(0, number(values.apply("presence"))));
    // a presence alone names no process
    return holder.isUnnamed() ? UNNAMED : holder;
  }

  /** Returns a value of plain characters; empty if it has others. */
  static String plain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < '!' || c > '~' || c == '\\') {
        return "";
      }
    }
    return value;
  }

  private static long number(String text) {
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException unreadable) {
      return 0;
    }
  }

  private static Optional<Instant> instant(String text) {
    try {
      // a list of many sessions has no time for an exception each
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * Returns the machine's name, from the kernel if possible: the other way may wait for a name
   * server.
   */
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
