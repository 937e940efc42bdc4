package io.coinpanel.ingestion.leadership;

/**
 * A part of the owners with their subscriptions. It has one writer at a time, its leader, and one
 * log of batches. Today there is one shard.
 */
public record Shard(int number) {

  public static final Shard ONLY = new Shard(0);
}
