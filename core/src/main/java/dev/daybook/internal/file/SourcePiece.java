package dev.daybook.internal.file;

/**
 * A run of a foreign file's bytes, as it is kept: in members of gzip, in a file named by the digest
 * of the bytes.
 *
 * @param sha256 the digest of the bytes, in hex
 * @param bytes the number of the bytes
 * @param packedBytes the length of the file that keeps them
 * @param crc32c the checksum of that file, CRC-32C
 */
public record SourcePiece(String sha256, long bytes, long packedBytes, long crc32c) {}
