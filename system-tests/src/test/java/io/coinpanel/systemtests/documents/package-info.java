/** Compares names and settings in the documentation with the code. */
@NullMarked
package io.coinpanel.systemtests.documents;

import org.jspecify.annotations.NullMarked;
