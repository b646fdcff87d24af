package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A reference to something that belongs to a message and lies elsewhere. It never holds the bytes,
 * only their place and description.
 *
 * @param resourceId its identifier in the session
 * @param kind its kind; {@code resource_link} for one that is only linked
 * @param name its name
 * @param mimeType its media type
 * @param sizeBytes its size, in bytes
 * @param declaredSizeBytes the size that its sender claimed, in bytes
 * @param contentSha256 the SHA-256 of its bytes, in hex
 * @param extension the ending of its name
 * @param storeRef the place where the session keeps it
 * @param detail the detail in which a model is to look at it
 * @param source the party that brought it
 * @param sourceUriScheme the scheme of the URI that it came from
 * @param title its title
 * @param description the description of its content
 * @param uri the URI of a linked resource, secrets removed
 * @param uriScheme the scheme of that URI
 * @param rehydratable true if its bytes can be fetched again
 */
public record Resource(
    @Nullable String resourceId,
    @Nullable String kind,
    @Nullable String name,
    @Nullable String mimeType,
    @Nullable Long sizeBytes,
    @Nullable Long declaredSizeBytes,
    @Nullable String contentSha256,
    @Nullable String extension,
    @Nullable String storeRef,
    @Nullable String detail,
    @Nullable String source,
    @Nullable String sourceUriScheme,
    @Nullable String title,
    @Nullable String description,
    @Nullable String uri,
    @Nullable String uriScheme,
    @Nullable Boolean rehydratable) {

  /**
   * Returns a builder of one, which says what is required. {@link ResourceBuilder#of} makes one of
   * a record.
   */
  public static ResourceBuilder builder() {
    return new ResourceBuilder();
  }

  public Resource {
    Check.notNegative(sizeBytes, Resource.class, "size_bytes");
    Check.notNegative(declaredSizeBytes, Resource.class, "declared_size_bytes");
  }
}
