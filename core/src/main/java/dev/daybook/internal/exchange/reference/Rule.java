package dev.daybook.internal.exchange.reference;

import dev.daybook.event.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The correspondence of a field of a foreign object and one of ours. Both are paths, as in
 * {@code tool_call.id}. Immutable.
 *
 * @param theirs the paths of the field there: today's name first, then those of other versions;
 *     none if the value is always the same
 * @param written the path there under which it is written
 * @param ours the path here
 * @param conversion makes the one value of the other
 * @param absentOurs our value where they have none; null for none
 * @param absentTheirs their value where we have none; null to leave the field out
 * @param isNeeded true if what lacks the field here cannot be written there
 * @param isEmptyAbsent true if our empty text is no value there
 * @param isNullValue true if null is a value, and not the absence of one
 */
record Rule(
    List<List<String>> theirs,
    List<String> written,
    List<String> ours,
    Conversion conversion,
    @Nullable Json absentOurs,
    @Nullable Json absentTheirs,
    boolean isNeeded,
    boolean isEmptyAbsent,
    boolean isNullValue) {

  private static final Json EMPTY_TEXT = new Json("\"\"");

  /** Returns a rule for a field of the same name and value on both sides. */
  static Rule same(String name) {
    return field(name, name);
  }

  /** Returns a rule for a field of the same value. */
  static Rule field(String theirs, String ours) {
    return new Rule(
        List.of(path(theirs)),
        path(theirs),
        path(ours),
        Conversion.AS_IS,
        null,
        null,
        false,
        false,
        false);
  }

  /** Returns a rule for a field of ours that has always this value. */
  static Rule always(String ours, String json) {
    return new Rule(
        List.of(),
        List.of(),
        path(ours),
        Conversion.AS_IS,
        new Json(json),
        null,
        false,
        false,
        false);
  }

  private static List<String> path(String dotted) {
    return Arrays.asList(dotted.split("\\.", -1));
  }

  /** Returns this rule with a conversion. */
  Rule as(Conversion other) {
    return new Rule(
        theirs,
        written,
        ours,
        other,
        absentOurs,
        absentTheirs,
        isNeeded,
        isEmptyAbsent,
        isNullValue);
  }

  /** Returns this rule with a name from another version, which is read. */
  Rule also(String otherName) {
    List<List<String>> names = new ArrayList<>(theirs);
    names.add(path(otherName));
    return new Rule(
        names,
        written,
        ours,
        conversion,
        absentOurs,
        absentTheirs,
        isNeeded,
        isEmptyAbsent,
        isNullValue);
  }

  /** Returns this rule for a field that is written under a name under which it is not read. */
  Rule writtenTo(String name) {
    return new Rule(
        theirs,
        path(name),
        ours,
        conversion,
        absentOurs,
        absentTheirs,
        isNeeded,
        isEmptyAbsent,
        isNullValue);
  }

  /** Returns this rule for a field that is always there, with that value if we have none. */
  Rule or(String json) {
    return new Rule(
        theirs,
        written,
        ours,
        conversion,
        absentOurs,
        new Json(json),
        isNeeded,
        isEmptyAbsent,
        isNullValue);
  }

  /** Returns this rule for a field that is null there if we have none. */
  Rule orNull() {
    return or("null");
  }

  /** Returns this rule for a field without which there is no such event there. */
  Rule needed() {
    return new Rule(
        theirs,
        written,
        ours,
        conversion,
        absentOurs,
        absentTheirs,
        true,
        isEmptyAbsent,
        isNullValue);
  }

  /** Returns this rule for a field of any value, of which null is one. */
  Rule ofAnyValue() {
    return new Rule(
        theirs, written, ours, conversion, absentOurs, absentTheirs, isNeeded, isEmptyAbsent, true);
  }

  /** Returns this rule with our value where they have none. */
  Rule elseOurs(String json) {
    return new Rule(
        theirs,
        written,
        ours,
        conversion,
        new Json(json),
        absentTheirs,
        isNeeded,
        isEmptyAbsent,
        isNullValue);
  }

  /** Returns this rule for a text that they can lack and we cannot: it is empty here then. */
  Rule emptyHere() {
    return new Rule(
        theirs, written, ours, conversion, EMPTY_TEXT, absentTheirs, isNeeded, true, isNullValue);
  }

  /** Returns this rule for a text that is always there: empty if we have none. */
  Rule emptyThere() {
    return or("\"\"");
  }
}
