package io.coinpanel.standalone.runtime;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key that the secrets of destinations are encrypted with, in a file that only its owner can
 * read. Without it they cannot be read any more.
 */
public final class SecretKeyFile {

  private static final int KEY_BYTES = 32;

  private SecretKeyFile() {}

  /** Reads the key, which is generated where there is none. */
  public static String readOrCreate(Path file) throws IOException {
    if (!Files.exists(file)) {
      create(file);
    }
    return Files.readString(file).strip();
  }

  private static void create(Path file) throws IOException {
    Path made = Files.createTempFile(file.toAbsolutePath().getParent(), "key", "", ownerOnly());
    Files.writeString(made, generate() + "\n");
    try {
      Files.move(made, file);
    } catch (FileAlreadyExistsException another) {
      Files.delete(made);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return isPosix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** A key for a server that keeps nothing. */
  public static String generate() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }
}
