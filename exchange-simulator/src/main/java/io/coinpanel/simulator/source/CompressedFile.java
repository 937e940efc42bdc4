package io.coinpanel.simulator.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/** Opens a gzip, zip (first entry) or plain file, detected by its first bytes. */
final class CompressedFile {

  private CompressedFile() {}

  static InputStream open(Path file) throws IOException {
    InputStream packed = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      return unpack(packed, file);
    } catch (IOException | RuntimeException e) {
      packed.close();
      throw e;
    }
  }

  private static InputStream unpack(InputStream packed, Path file) throws IOException {
    packed.mark(2);
    int magic = packed.read() << 8 | packed.read();
    packed.reset();
    if (magic == 0x1f8b) {
      return new GZIPInputStream(packed, 1 << 16);
    }
    if (magic == ('P' << 8 | 'K')) {
      ZipInputStream zip = new ZipInputStream(packed);
      if (zip.getNextEntry() == null) {
        throw new IOException("nothing in " + file);
      }
      return zip;
    }
    return packed;
  }
}
