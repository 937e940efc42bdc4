/** An oracle of all conditions, written from their definitions alone, and markets to try it on. */
@NullMarked
package io.coinpanel.testkit.conditions;

import org.jspecify.annotations.NullMarked;
