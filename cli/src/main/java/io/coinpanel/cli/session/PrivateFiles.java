package io.coinpanel.cli.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files that only their user can read. */
final class PrivateFiles {

  private PrivateFiles() {}

  static void createDirectory(Path directory) throws IOException {
    Files.createDirectories(directory, permissions("rwx------"));
  }

  /** Replaces the file at once. */
  static void write(Path file, String text) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(whole);
    Files.createFile(whole, permissions("rw-------"));
    Files.writeString(whole, text);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileAttribute<?> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }
}
