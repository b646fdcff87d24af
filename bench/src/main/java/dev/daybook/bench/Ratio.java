package dev.daybook.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * One comparison: a row of the table and of {@code ratios.json}.
 *
 * @param params the parameters of ours
 * @param number which number of the benchmark this is about
 * @param peer what was compared with, in the words of its {@link Target}; empty for nothing
 * @param ours NaN if it was not run
 * @param theirs in the unit of ours; NaN if it was not run, or there is none
 * @param ratio how many times better ours is, or where the target says at most, how many times
 *     theirs; NaN if there is none
 * @param target empty if there is none
 * @param met empty if there is no target, or not all of it was run, or it is for other devices
 */
record Ratio(
    String benchmark,
    Map<String, String> params,
    String number,
    String peer,
    double ours,
    double theirs,
    String unit,
    double ratio,
    String target,
    Optional<Boolean> met) {

  /** Returns what is compared; a target of its own and one of all variants may ask for the same. */
  String question() {
    return String.join("|", benchmark, Measured.text(params), number, peer);
  }

  /** Returns the verdict for people; empty if there was no target. */
  String verdict() {
    if (target.isEmpty()) {
      return "";
    }
    String none = Double.isNaN(ratio) ? "not run" : "not asked";
    return met.map(yes -> yes ? "yes" : "no").orElse(none);
  }

  /** Returns what was asked for, and what it came to. */
  String miss() {
    String against = peer.isEmpty() ? "" : " against " + peer;
    String is = peer.isEmpty() ? Figure.text(ours) + " " + unit : Figure.text(ratio);
    return String.join(" ", benchmark, Measured.text(params), number)
        + against
        + ": "
        + target
        + ", is "
        + is;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("benchmark", benchmark);
    json.writeObjectFieldStart("params");
    for (Map.Entry<String, String> param : params.entrySet()) {
      json.writeStringField(param.getKey(), param.getValue());
    }
    json.writeEndObject();
    json.writeStringField("number", number);
    write(json, "peer", peer);
    write(json, "ours", ours);
    write(json, "theirs", theirs);
    write(json, "unit", unit);
    write(json, "ratio", ratio);
    write(json, "target", target);
    if (met.isPresent()) {
      json.writeBooleanField("met", met.get());
    } else {
      json.writeNullField("met");
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, String text) throws IOException {
    if (text.isEmpty()) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, text);
    }
  }

  private static void write(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }
}
