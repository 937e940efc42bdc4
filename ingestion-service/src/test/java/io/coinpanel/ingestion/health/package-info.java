/** What an operator sees. */
@NullMarked
package io.coinpanel.ingestion.health;

import org.jspecify.annotations.NullMarked;
