/** What is committed, and what is kept. */
@NullMarked
package io.coinpanel.ingestion.persistence;

import org.jspecify.annotations.NullMarked;
