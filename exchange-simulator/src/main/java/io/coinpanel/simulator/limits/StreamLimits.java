package io.coinpanel.simulator.limits;

import java.time.Duration;

/** The limits of the WebSocket side. Set before start; tests shorten the durations. */
public final class StreamLimits {

  private int messages = 5;
  private Duration messageWindow = Duration.ofSeconds(1);
  private int streams = 1024;
  private boolean closeOnTooManyStreams = false;
  private int attempts = 300;
  private Duration attemptWindow = Duration.ofMinutes(5);
  private int offencesBeforeBan = 10;
  private Duration ban = Duration.ofMinutes(2);
  private Duration pingInterval = Duration.ofSeconds(20);
  private Duration pongDeadline = Duration.ofSeconds(60);
  private Duration lifetime = Duration.ofHours(24);
  private int commandBytes = 8192;
  private boolean nestedErrors = true;

  private StreamLimits() {}

  /** Everything as the exchange documents it. */
  public static StreamLimits documented() {
    return new StreamLimits();
  }

  /**
   * Incoming frames a connection may send within {@link #messageWindow()}: commands, pings, pongs.
   */
  public int messages() {
    return messages;
  }

  public StreamLimits messages(int value) {
    messages = value;
    return this;
  }

  /** The rolling window of {@link #messages()}. */
  public Duration messageWindow() {
    return messageWindow;
  }

  public StreamLimits messageWindow(Duration value) {
    messageWindow = value;
    return this;
  }

  /** Streams of one connection. */
  public int streams() {
    return streams;
  }

  public StreamLimits streams(int value) {
    streams = value;
    return this;
  }

  /** Whether one stream too many closes the connection after the error. */
  public boolean closeOnTooManyStreams() {
    return closeOnTooManyStreams;
  }

  public StreamLimits closeOnTooManyStreams(boolean value) {
    closeOnTooManyStreams = value;
    return this;
  }

  /** Connection attempts of one address within {@link #attemptWindow()}. */
  public int attempts() {
    return attempts;
  }

  public StreamLimits attempts(int value) {
    attempts = value;
    return this;
  }

  /** The rolling window of {@link #attempts()}. */
  public Duration attemptWindow() {
    return attemptWindow;
  }

  public StreamLimits attemptWindow(Duration value) {
    attemptWindow = value;
    return this;
  }

  /** Closes for flooding within {@link #attemptWindow()} until an address is banned. */
  public int offencesBeforeBan() {
    return offencesBeforeBan;
  }

  public StreamLimits offencesBeforeBan(int value) {
    offencesBeforeBan = value;
    return this;
  }

  /** How long a flooding address is banned. */
  public Duration ban() {
    return ban;
  }

  public StreamLimits ban(Duration value) {
    ban = value;
    return this;
  }

  /** Time between two pings of the server. */
  public Duration pingInterval() {
    return pingInterval;
  }

  public StreamLimits pingInterval(Duration value) {
    pingInterval = value;
    return this;
  }

  /** Time within which a ping's own payload must come back. */
  public Duration pongDeadline() {
    return pongDeadline;
  }

  public StreamLimits pongDeadline(Duration value) {
    pongDeadline = value;
    return this;
  }

  /** Age at which a connection is closed. */
  public Duration lifetime() {
    return lifetime;
  }

  public StreamLimits lifetime(Duration value) {
    lifetime = value;
    return this;
  }

  /** Longest command; a longer one closes the connection with 1009. */
  public int commandBytes() {
    return commandBytes;
  }

  public StreamLimits commandBytes(int value) {
    commandBytes = value;
    return this;
  }

  /** Whether errors come as {@code {"error":{…},"id":…}}, or flat as {@code {"code":…}}. */
  public boolean nestedErrors() {
    return nestedErrors;
  }

  public StreamLimits nestedErrors(boolean value) {
    nestedErrors = value;
    return this;
  }
}
