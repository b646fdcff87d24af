// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The builder of {@link UsageLimitHit} records. Required: {@code provider}, {@code scope}, {@code
 * fallbackUsed}, {@code incidentId}.
 */
public final class UsageLimitHitBuilder {

  private @Nullable String provider;
  private @Nullable LimitScope scope;
  private @Nullable Instant resetAt;
  private @Nullable Instant scheduledResumeAt;
  private @Nullable String raw;
  private @Nullable Boolean fallbackUsed;
  private @Nullable String incidentId;

  UsageLimitHitBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static UsageLimitHitBuilder of(UsageLimitHit record) {
    UsageLimitHitBuilder builder = new UsageLimitHitBuilder();
    builder.provider = record.provider();
    builder.scope = record.scope();
    builder.resetAt = record.resetAt();
    builder.scheduledResumeAt = record.scheduledResumeAt();
    builder.raw = record.raw();
    builder.fallbackUsed = record.fallbackUsed();
    builder.incidentId = record.incidentId();
    return builder;
  }

  /** Sets the provider. */
  public UsageLimitHitBuilder provider(String provider) {
    this.provider = provider;
    return this;
  }

  /** Sets the scope that the limit counts. */
  public UsageLimitHitBuilder scope(LimitScope scope) {
    this.scope = scope;
    return this;
  }

  /** Sets the time when it answers again. */
  public UsageLimitHitBuilder resetAt(@Nullable Instant resetAt) {
    this.resetAt = resetAt;
    return this;
  }

  /** Sets the time when the agent means to go on. */
  public UsageLimitHitBuilder scheduledResumeAt(@Nullable Instant scheduledResumeAt) {
    this.scheduledResumeAt = scheduledResumeAt;
    return this;
  }

  /** Sets the provider's own words. */
  public UsageLimitHitBuilder raw(@Nullable String raw) {
    this.raw = raw;
    return this;
  }

  /** Sets true if another provider takes its place. */
  public UsageLimitHitBuilder fallbackUsed(boolean fallbackUsed) {
    this.fallbackUsed = fallbackUsed;
    return this;
  }

  /** Sets the name of this limit in the events that follow. */
  public UsageLimitHitBuilder incidentId(String incidentId) {
    this.incidentId = incidentId;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public UsageLimitHit build() {
    return new UsageLimitHit(
        Check.present(provider, UsageLimitHit.class, "provider"),
        Check.present(scope, UsageLimitHit.class, "scope"),
        resetAt,
        scheduledResumeAt,
        raw,
        Check.present(fallbackUsed, UsageLimitHit.class, "fallback_used"),
        Check.present(incidentId, UsageLimitHit.class, "incident_id"));
  }
}
