/** Every trade of a watched symbol once, in order, from streams and history. */
@NullMarked
package io.coinpanel.ingestion.feed;

import org.jspecify.annotations.NullMarked;
