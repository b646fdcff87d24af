package dev.daybook.verify;

import dev.daybook.event.DaybookException.Kind;
import java.util.Locale;

/** A kind of damage: a state of a file that a recorder does not write. */
public enum Damage {
  /** Bytes behind the last line feed, while no process records. */
  TORN_TAIL("bytes behind the last line feed, of a line that was cut off"),
  /** A whole entry behind the last line feed, proved by its checksum. */
  MISSING_NEWLINE("a whole entry behind the last line feed; it lacks only its own"),
  /** NUL bytes, which no line contains: a power loss leaves them. */
  NUL_BYTES("NUL bytes, as a power loss leaves them"),
  /** Several entries on one line, or an entry and a part of something else. */
  WELDED("an entry shares its line with something else"),
  /** A whole entry before a carriage return, the line ending of some systems. It lacks nothing. */
  CARRIAGE_RETURN("a carriage return ends the line, as some systems write them"),
  /** A line whose checksum does not match its bytes. */
  CRC_MISMATCH("the line is not what was written"),
  /** A line that is not UTF-8. */
  INVALID_UTF8("the line is not UTF-8"),
  /** A line that is not JSON. */
  INVALID_JSON("the line is not JSON"),
  /** A line with a JSON value that is not an object. */
  NOT_AN_OBJECT("the line is not a JSON object"),
  /** Text behind the object of a line without a checksum. */
  TRAILING_TEXT("text goes on behind the object"),
  /** A line without a type. */
  MISSING_TYPE("the line has no type"),
  /** A line without a required field. */
  MISSING_FIELD("the line lacks a field"),
  /** A field with a value of the wrong kind. */
  WRONG_KIND("a field holds another kind of value"),
  /** A field with a value that its type refuses. */
  INVALID_VALUE("a field holds a value that its type refuses"),
  /** A field twice in one object. */
  DUPLICATE_FIELD("a field stands twice in one object"),
  /** A field that is not allowed there. */
  UNKNOWN_FIELD("a field has no place there"),
  /** An entry of a type that is not registered, where the reader requires known types. */
  UNKNOWN_TYPE("the type is unknown"),
  /** A line of a format that this program does not know. */
  UNSUPPORTED_VERSION("a newer Daybook wrote the line; verify it with that one"),
  /** A line without anything on it. */
  EMPTY_LINE("an empty line"),
  /** A line over the limit, which is not examined. */
  LINE_TOO_LONG("the line is longer than the limit, and was not looked at; raise the limit"),
  /** A second copy of an earlier line, byte for byte. */
  DUPLICATE("the very line stands before in the file"),
  /** A line with the seq of an earlier line and other bytes. */
  CONFLICTING_SEQ("an earlier line has this seq and says something else"),
  /** A line that comes later than its place. */
  OUT_OF_ORDER("the line comes later than its place"),
  /** Missing seqs, more of them than there are damaged lines in their place. */
  SEQ_GAP("entries are missing before this line"),
  /** An entry of another session. */
  WRONG_SESSION("the line is of another session"),
  /** An entry without a checksum, as other programs write it: nothing proves its content. */
  MISSING_CRC("the line has no checksum that would prove it"),
  /** Missing entries at the end that were forced, according to the session's record. */
  SHORTENED("the file is shorter than it was known to be: entries that were forced are missing"),
  /** A path that is not a regular file. */
  NOT_A_FILE("something else than a file stands there");

  private final String phrase;

  Damage(String phrase) {
    this.phrase = phrase;
  }

  /** Returns the damage in snake_case, as the command prints it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns one phrase for people. */
  public String phrase() {
    return phrase;
  }

  /** Returns true if this is only a lack of proof that there is no damage. */
  public boolean isWarning() {
    return this == MISSING_CRC;
  }

  /** Returns the damage for the kind of a decoding failure. */
  static Damage of(Kind kind) {
    return valueOf(kind.name());
  }
}
