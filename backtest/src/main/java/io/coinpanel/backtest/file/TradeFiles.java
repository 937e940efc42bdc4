package io.coinpanel.backtest.file;

import io.coinpanel.backtest.TradeSink;
import io.coinpanel.backtest.TradeSource;
import io.coinpanel.backtest.UnusableTradesException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The trades of files, one file after the other: plain, {@code .zip} or {@code .gz}. */
public final class TradeFiles implements TradeSource {

  private static final int COMPRESSED_BUFFER = 1 << 16;
  private static final long NONE = -1;

  private final Deque<Path> files;
  private final String symbol;
  private final long size;
  private @Nullable TradeFile current;
  private long lastId = NONE;
  private long bytesRead;

  private TradeFiles(List<Path> files, String symbol, long size) {
    this.files = new ArrayDeque<>(files);
    this.symbol = symbol;
    this.size = size;
  }

  /**
   * Files of one symbol, the oldest first.
   *
   * @param symbol whose rows are read where a file has several
   * @throws UnusableTradesException if one of them cannot be read
   */
  public static TradeFiles open(List<Path> files, String symbol) throws UnusableTradesException {
    long size = 0;
    for (Path file : files) {
      size += sizeOf(file);
    }
    return new TradeFiles(files, symbol, size);
  }

  private static long sizeOf(Path file) throws UnusableTradesException {
    if (!Files.exists(file)) {
      throw new UnusableTradesException("There is no file " + file);
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UnusableTradesException("Cannot read " + file);
    }
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  @Override
  public double progress() {
    return size == 0 ? 1 : (double) bytesRead / size;
  }

  @Override
  public boolean readInto(TradeSink sink) throws IOException {
    TradeFile file = current;
    if (file == null) {
      Path next = files.poll();
      if (next == null) {
        return false;
      }
      file = open(next);
      current = file;
    }
    if (!read(file, sink)) {
      lastId = file.lastId();
      file.close();
      current = null;
    }
    return current != null || !files.isEmpty();
  }

  private static boolean read(TradeFile file, TradeSink sink) throws IOException {
    try {
      return file.readInto(sink);
    } catch (UnusableTradesException e) {
      throw e;
    } catch (IOException e) {
      throw new UnusableTradesException("Cannot read " + file + ": " + reason(e), e);
    }
  }

  private TradeFile open(Path file) throws UnusableTradesException {
    try {
      return new TradeFile(file.toString(), decompress(file), symbol, lastId);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private InputStream decompress(Path file) throws IOException {
    InputStream bytes = new Counted(Files.newInputStream(file));
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".zip")) {
      ZipInputStream zip = new ZipInputStream(bytes);
      ZipEntry entry = zip.getNextEntry();
      if (entry == null) {
        zip.close();
        throw new ZipException("it is not a zip file, or it is empty");
      }
      return zip;
    }
    return name.endsWith(".gz") ? new GZIPInputStream(bytes, COMPRESSED_BUFFER) : bytes;
  }

  private static UnusableTradesException unreadable(Path file, IOException e) {
    return new UnusableTradesException("Cannot read " + file + ": " + reason(e), e);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "it does not exist";
      case AccessDeniedException _ -> "access is denied";
      default -> String.valueOf(e.getMessage());
    };
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
    }
  }

  /** Counts what is read of the file itself. */
  private final class Counted extends FilterInputStream {

    Counted(InputStream file) {
      super(file);
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      bytesRead += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      int read = in.read(into, from, count);
      bytesRead += Math.max(read, 0);
      return read;
    }
  }
}
