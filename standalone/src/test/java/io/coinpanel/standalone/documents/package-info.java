/** Compares names and settings in the documentation with the code. */
@NullMarked
package io.coinpanel.standalone.documents;

import org.jspecify.annotations.NullMarked;
