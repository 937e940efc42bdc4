/** The feed, stepped by hand. */
@NullMarked
package io.coinpanel.ingestion.feed;

import org.jspecify.annotations.NullMarked;
