// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/** The builder of {@link Resource} records. Required: nothing. */
public final class ResourceBuilder {

  private @Nullable String resourceId;
  private @Nullable String kind;
  private @Nullable String name;
  private @Nullable String mimeType;
  private @Nullable Long sizeBytes;
  private @Nullable Long declaredSizeBytes;
  private @Nullable String contentSha256;
  private @Nullable String extension;
  private @Nullable String storeRef;
  private @Nullable String detail;
  private @Nullable String source;
  private @Nullable String sourceUriScheme;
  private @Nullable String title;
  private @Nullable String description;
  private @Nullable String uri;
  private @Nullable String uriScheme;
  private @Nullable Boolean rehydratable;

  ResourceBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static ResourceBuilder of(Resource record) {
    ResourceBuilder builder = new ResourceBuilder();
    builder.resourceId = record.resourceId();
    builder.kind = record.kind();
    builder.name = record.name();
    builder.mimeType = record.mimeType();
    builder.sizeBytes = record.sizeBytes();
    builder.declaredSizeBytes = record.declaredSizeBytes();
    builder.contentSha256 = record.contentSha256();
    builder.extension = record.extension();
    builder.storeRef = record.storeRef();
    builder.detail = record.detail();
    builder.source = record.source();
    builder.sourceUriScheme = record.sourceUriScheme();
    builder.title = record.title();
    builder.description = record.description();
    builder.uri = record.uri();
    builder.uriScheme = record.uriScheme();
    builder.rehydratable = record.rehydratable();
    return builder;
  }

  /** Sets its identifier in the session. */
  public ResourceBuilder resourceId(@Nullable String resourceId) {
    this.resourceId = resourceId;
    return this;
  }

  /** Sets its kind; {@code resource_link} for one that is only linked. */
  public ResourceBuilder kind(@Nullable String kind) {
    this.kind = kind;
    return this;
  }

  /** Sets its name. */
  public ResourceBuilder name(@Nullable String name) {
    this.name = name;
    return this;
  }

  /** Sets its media type. */
  public ResourceBuilder mimeType(@Nullable String mimeType) {
    this.mimeType = mimeType;
    return this;
  }

  /** Sets its size, in bytes. */
  public ResourceBuilder sizeBytes(@Nullable Long sizeBytes) {
    this.sizeBytes = sizeBytes;
    return this;
  }

  /** Sets the size that its sender claimed, in bytes. */
  public ResourceBuilder declaredSizeBytes(@Nullable Long declaredSizeBytes) {
    this.declaredSizeBytes = declaredSizeBytes;
    return this;
  }

  /** Sets the SHA-256 of its bytes, in hex. */
  public ResourceBuilder contentSha256(@Nullable String contentSha256) {
    this.contentSha256 = contentSha256;
    return this;
  }

  /** Sets the ending of its name. */
  public ResourceBuilder extension(@Nullable String extension) {
    this.extension = extension;
    return this;
  }

  /** Sets the place where the session keeps it. */
  public ResourceBuilder storeRef(@Nullable String storeRef) {
    this.storeRef = storeRef;
    return this;
  }

  /** Sets the detail in which a model is to look at it. */
  public ResourceBuilder detail(@Nullable String detail) {
    this.detail = detail;
    return this;
  }

  /** Sets the party that brought it. */
  public ResourceBuilder source(@Nullable String source) {
    this.source = source;
    return this;
  }

  /** Sets the scheme of the URI that it came from. */
  public ResourceBuilder sourceUriScheme(@Nullable String sourceUriScheme) {
    this.sourceUriScheme = sourceUriScheme;
    return this;
  }

  /** Sets its title. */
  public ResourceBuilder title(@Nullable String title) {
    this.title = title;
    return this;
  }

  /** Sets the description of its content. */
  public ResourceBuilder description(@Nullable String description) {
    this.description = description;
    return this;
  }

  /** Sets the URI of a linked resource, secrets removed. */
  public ResourceBuilder uri(@Nullable String uri) {
    this.uri = uri;
    return this;
  }

  /** Sets the scheme of that URI. */
  public ResourceBuilder uriScheme(@Nullable String uriScheme) {
    this.uriScheme = uriScheme;
    return this;
  }

  /** Sets true if its bytes can be fetched again. */
  public ResourceBuilder rehydratable(@Nullable Boolean rehydratable) {
    this.rehydratable = rehydratable;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public Resource build() {
    return new Resource(
        resourceId,
        kind,
        name,
        mimeType,
        sizeBytes,
        declaredSizeBytes,
        contentSha256,
        extension,
        storeRef,
        detail,
        source,
        sourceUriScheme,
        title,
        description,
        uri,
        uriScheme,
        rehydratable);
  }
}
