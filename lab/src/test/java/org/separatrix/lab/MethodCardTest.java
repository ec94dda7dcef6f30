package org.separatrix.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodCardTest {

    private static final MethodCard CARD = new MethodCard(3, "gtf", "title", "paper", "summary");

    @ParameterizedTest
    @ValueSource(strings = {"3", "03", "gtf", "GTF", "03-gtf", " gtf "})
    void answersToNumberNameAndBoth(String text) {
        assertThat(CARD.answersTo(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "gt", "", "3-gtf "})
    void answersToNothingElse(String text) {
        assertThat(CARD.answersTo(text)).isFalse();
    }

    @Test
    void numbersAreShownShort() {
        assertThat(Claim.number(3)).isEqualTo("3");
        assertThat(Claim.number(0.123456)).isEqualTo("0.1235");
        assertThat(Claim.number(1234.5678)).isEqualTo("1235");
        assertThat(Claim.number(1.5e-9)).isEqualTo("1.500e-09");
    }
}
