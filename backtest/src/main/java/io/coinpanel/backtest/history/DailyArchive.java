package io.coinpanel.backtest.history;

import io.coinpanel.backtest.UnusableTradesException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The exchange's public files of aggregate trades, one for a symbol and day. A file is kept in a
 * directory once its checksum was right, and not downloaded again.
 */
public final class DailyArchive {

  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final HttpClient http;
  private final URI base;
  private final Path directory;
  private final Consumer<String> downloads;

  /**
   * @param base where the archive is, without a path
   * @param directory where files are kept
   * @param downloads receives the name of each file before it is downloaded
   */
  public DailyArchive(HttpClient http, URI base, Path directory, Consumer<String> downloads) {
    this.http = http;
    this.base = base;
    this.directory = directory;
    this.downloads = downloads;
  }

  /** The file of a day; empty if the archive has none, as for a day that has just ended. */
  public Optional<Path> find(String symbol, LocalDate day)
      throws IOException, InterruptedException {
    String upper = symbol.toUpperCase(Locale.ROOT);
    String name = upper + "-aggTrades-" + day + ".zip";
    Path file = directory.resolve(name);
    if (Files.exists(file)) {
      return Optional.of(file);
    }
    String path = "/data/spot/daily/aggTrades/" + upper + "/" + name;
    Optional<String> checksum = checksum(path + ".CHECKSUM");
    if (checksum.isEmpty()) {
      return Optional.empty();
    }
    downloads.accept(name);
    Files.createDirectories(directory);
    Path part = Files.createTempFile(directory, upper, ".part");
    try {
      String actual = download(path, part);
      if (!actual.equals(checksum.get())) {
        throw new UnusableTradesException(
            "The file " + base.resolve(path) + " does not match its published checksum");
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    return Optional.of(file);
  }

  /** The first word of the file is the checksum. */
  private Optional<String> checksum(String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = get(path);
    try (InputStream body = response.body()) {
      if (response.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      String text = new String(body.readNBytes(1_000), StandardCharsets.ISO_8859_1);
      return Optional.of(text.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT));
    }
  }

  /** The SHA-256 of what was written. */
  private String download(String path, Path into) throws IOException, InterruptedException {
    MessageDigest digest = sha256();
    try (InputStream body = new DigestInputStream(get(path).body(), digest)) {
      Files.copy(body, into, StandardCopyOption.REPLACE_EXISTING);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private HttpResponse<InputStream> get(String path) throws IOException, InterruptedException {
    URI uri = base.resolve(path);
    HttpResponse<InputStream> response;
    try {
      response =
          http.send(
              HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UnusableTradesException("Cannot reach the archive at " + base, e);
    }
    if (response.statusCode() != OK && response.statusCode() != NOT_FOUND) {
      response.body().close();
      throw new UnusableTradesException(
          "The archive responded with status " + response.statusCode() + " for " + uri);
    }
    return response;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
