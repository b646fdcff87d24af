package dev.daybook.usage;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.internal.json.NumberTable;
import dev.daybook.internal.json.Restated;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list of prices of models, in US dollars for a million tokens. Its JSON is one object with a
 * field for each model, or with {@code *} at the end for all whose names begin like that:
 *
 * <pre>{@code
 * {"opus-5":{"input":15,"output":75,"cache_read":1.5,"cache_write":18.75},
 *  "small-*":{"input":0.25,"output":1}}
 * }</pre>
 *
 * <p>A model's own name comes before a beginning, and a longer beginning before a shorter one.
 * {@code input} and {@code output} are required; without {@code cache_read} or {@code cache_write}
 * such tokens cost what input does. Immutable; any thread.
 */
public final class Prices {

  private static final Prices NONE = new Prices(Map.of());
  private static final String ANY = "*";
  private static final double UNIT = 1_000_000;
  private static final long MAX_BYTES = 16 << 20;
  private static final Set<String> FIELDS = Set.of("input", "output", "cache_read", "cache_write");

  private final Map<String, Price> byName;

  private record Price(double input, double output, double cacheRead, double cacheWrite) {}

  private Prices(Map<String, Price> byName) {
    this.byName = Map.copyOf(byName);
  }

  /** Returns a list without prices. */
  public static Prices none() {
    return NONE;
  }

  /**
   * Reads a list from a file.
   *
   * @throws DaybookException {@code IO_ERROR} if it cannot be read; otherwise as {@link #parse},
   *     with the file in the details
   */
  public static Prices read(Path file) {
    byte[] json;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw DaybookException.of(
            Kind.INVALID_VALUE, "a list of prices is too long", "mostBytes", MAX_BYTES);
      }
      json = Files.readAllBytes(file);
    } catch (IOException e) {
      throw DaybookException.causedBy(
          e, Kind.IO_ERROR, "cannot read the prices", "file", file, "cause", e);
    }
    try {
      return parse(json);
    } catch (DaybookException wrong) {
      throw Restated.at(wrong, "file", file);
    }
  }

  /**
   * Returns the list of that JSON.
   *
   * @throws DaybookException {@code INVALID_JSON}; {@code INVALID_VALUE} or {@code MISSING_FIELD}
   *     with the model in the details, if a price is no number from 0, or there is none;
   *     {@code UNKNOWN_FIELD}
   */
  public static Prices parse(String json) {
    return parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Prices parse(byte[] json) {
    Map<String, Price> byName = new HashMap<>();
    NumberTable.read(json).forEach((model, fields) -> byName.put(model, price(model, fields)));
    return new Prices(byName);
  }

  private static Price price(String model, Map<String, Double> fields) {
    fields.forEach((field, value) -> {
      if (!FIELDS.contains(field)) {
        throw DaybookException.of(
            Kind.UNKNOWN_FIELD,
            "a price is one of input, output, cache_read and cache_write",
            "model",
            model,
            "field",
            field);
      }
      if (!(value >= 0) || value.isInfinite()) {
        throw DaybookException.of(
            Kind.INVALID_VALUE, "a price is no number from 0", "model", model, "field", field);
      }
    });
    double input = required(model, fields, "input");
    return new Price(
        input,
        required(model, fields, "output"),
        fields.getOrDefault("cache_read", input),
        fields.getOrDefault("cache_write", input));
  }

  private static double required(String model, Map<String, Double> fields, String field) {
    Double value = fields.get(field);
    if (value == null) {
      throw DaybookException.of(
          Kind.MISSING_FIELD, "a required price is missing", "model", model, "field", field);
    }
    return value;
  }

  /**
   * Returns the cost of these tokens in US dollars; empty if the list has no price of the model.
   *
   * @param model null if it is not known
   * @param input the number of tokens read, without those of the caches
   * @param output the number of tokens written, those of thinking included
   * @param cacheRead the number of tokens read from a cache
   * @param cacheWrite the number of tokens put into a cache
   */
  public Optional<Double> costUsd(
      @Nullable String model, long input, long output, long cacheRead, long cacheWrite) {
    Price price = price(model);
    return price == null
        ? Optional.empty()
        : Optional.of((input * price.input()
                + output * price.output()
                + cacheRead * price.cacheRead()
                + cacheWrite * price.cacheWrite())
            / UNIT);
  }

  private @Nullable Price price(@Nullable String model) {
    if (model == null || byName.isEmpty()) {
      return null;
    }
    Price price = byName.get(model);
    for (int length = model.length(); price == null && length >= 0; length--) {
      price = byName.get(model.substring(0, length) + ANY);
    }
    return price;
  }
}
