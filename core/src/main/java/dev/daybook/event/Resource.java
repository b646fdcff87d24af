package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * Something that belongs to a message and lies elsewhere: never its bytes, only where they are and
 * what they are.
 *
 * @param resourceId its identifier in the session
 * @param kind what it is; {@code resource_link} for one that is only linked
 * @param name its name
 * @param mimeType its media type
 * @param sizeBytes its size
 * @param declaredSizeBytes the size that its sender claimed
 * @param contentSha256 the SHA-256 of its bytes, in hex
 * @param extension the ending of its name
 * @param storeRef where the session keeps it
 * @param detail how closely a model is to look
 * @param source who brought it
 * @param sourceUriScheme the scheme of the URI that it came from
 * @param title its title
 * @param description what it shows
 * @param uri where a linked resource is, secrets removed
 * @param uriScheme the scheme of that URI
 * @param rehydratable whether its bytes can be had again
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
  public Resource {
    Check.notNegative(sizeBytes, Resource.class, "size_bytes");
    Check.notNegative(declaredSizeBytes, Resource.class, "declared_size_bytes");
  }
}
