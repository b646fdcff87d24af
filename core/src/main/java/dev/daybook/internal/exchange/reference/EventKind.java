package dev.daybook.internal.exchange.reference;

import dev.daybook.event.SessionEvent;
import dev.daybook.event.WireNames;
import java.util.function.Predicate;

/**
 * A kind of event of a foreign system and its counterpart here. Immutable.
 *
 * @param theirs its name there
 * @param ours its type's name here
 * @param shape the correspondence of its fields
 * @param isWritten true for those of our events that are written as this kind
 */
record EventKind(String theirs, String ours, ObjectShape shape, Predicate<SessionEvent> isWritten) {

  /** Returns a kind of the same name on both sides. */
  static EventKind same(Class<? extends SessionEvent> type, Rule... rules) {
    return of(WireNames.of(type), type, rules);
  }

  static EventKind of(String theirs, Class<? extends SessionEvent> type, Rule... rules) {
    return new EventKind(theirs, WireNames.of(type), ObjectShape.of(rules), event -> true);
  }

  /** Returns this kind, as which only some of our events are written. */
  EventKind of(Predicate<SessionEvent> events) {
    return new EventKind(theirs, ours, shape, events);
  }

  /** Returns this kind, which is read and no longer written. */
  EventKind onlyRead() {
    return of(event -> false);
  }

  /** Returns this kind with a field of ours for their fields that no rule names. */
  EventKind othersIn(String field) {
    return new EventKind(theirs, ours, shape.othersIn(field), isWritten);
  }

  /** Returns this kind with another shape. */
  EventKind shaped(ObjectShape other) {
    return new EventKind(theirs, ours, other, isWritten);
  }
}
