package dev.daybook.cli;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A failure of the file system beneath a failure, in words that name the remedy. Java has the text
 * of the operating system only, after the name of a class.
 */
enum FileTrouble {
  FULL("no space left", "the disk is full", "make room there, and do it again"),
  QUOTA("quota", "this user's part of the disk is used up", "make room there, and do it again"),
  READ_ONLY(
      "read-only file system",
      "the file system can only be read",
      "name a folder that can be written with --root"),
  NO_FOLDER("not a directory", "a file stands where a folder has to be", "name a folder"),
  FOLDER("is a directory", "it is a folder", "name a file"),
  CIRCLE("symbolic link", "its links lead in a circle", "name what they should lead to"),
  NAME("file name too long", "its name is too long", "give a shorter one"),
  TOO_MANY("too many open files", "this process has too many files open", "raise ulimit -n"),
  NO_INPUT("standard input is closed", "standard input is closed", "give it something to read"),
  DEVICE("input/output error", "the device failed", "look after the disk"),
  DENIED(
      "permission denied",
      "this user may not do that there",
      "have it given to this user (chown, chmod), or run this as its owner"),
  ABSENT("no such file", "it is not there", "look at its name");

  private static final String CAUSE = "cause";

  private final String systemText;
  private final String why;
  private final String remedy;

  FileTrouble(String systemText, String why, String remedy) {
    this.systemText = systemText;
    this.why = why;
    this.remedy = remedy;
  }

  /** Returns the failure in plain words, if one of the file system caused it; else as it is. */
  static DaybookException plainly(DaybookException failure) {
    IOException beneath = beneath(failure);
    if (beneath == null || !failure.details().containsKey(CAUSE)) {
      return failure;
    }
    FileTrouble known = of(beneath);
    // a remedy that it names is nearer to what was done
    boolean hasRemedy = failure.reason().contains(";");
    String reason = known == null || hasRemedy
        ? failure.reason()
        : failure.reason() + ", since " + known.why + "; " + known.remedy;
    List<Object> details = new ArrayList<>();
    failure.details().forEach((name, value) -> add(details, name, value));
    if (beneath instanceof FileSystemException at
        && at.getFile() != null
        && failure.details().values().stream()
            .noneMatch(value -> String.valueOf(value).equals(at.getFile()))) {
      add(details, "path", at.getFile());
    }
    if (known == null || hasRemedy) {
      details.add(CAUSE);
      details.add(known == null ? systemText(beneath) : known.why);
    }
    return DaybookException.causedBy(beneath, failure.kind(), reason, details.toArray());
  }

  /** Returns a failure of the file system that no one foresaw as one in plain words. */
  static DaybookException plainly(IOException failure) {
    return plainly(DaybookException.causedBy(
        failure, Kind.IO_ERROR, "a file or folder cannot be used", CAUSE, failure));
  }

  private static void add(List<Object> details, String name, Object value) {
    if (!name.equals(CAUSE)) {
      details.add(name);
      details.add(value);
    }
  }

  private static @Nullable IOException beneath(Throwable failure) {
    for (Throwable each = failure.getCause(); each != null; each = each.getCause()) {
      if (each instanceof IOException found) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable FileTrouble of(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return DENIED;
    } else if (failure instanceof NoSuchFileException) {
      return ABSENT;
    } else if (failure instanceof FileSystemLoopException) {
      return CIRCLE;
    } else if (failure instanceof NotDirectoryException
        || failure instanceof FileAlreadyExistsException) {
      // some releases of Java say it by the class alone
      return NO_FOLDER;
    }
    String text = systemText(failure).toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .filter(each -> text.contains(each.systemText))
        .findFirst()
        .orElse(null);
  }

  /** Returns the system's own words, without a class and a path. */
  private static String systemText(IOException failure) {
    String text = failure instanceof FileSystemException at ? at.getReason() : failure.getMessage();
    return text == null || text.isBlank() ? "unknown" : text;
  }
}
