package org.pluspeer.market.union;

/** Why a union is not to be paid, or a consent not to be counted. */
public enum UnionFault {
    NOT_A_UNION("the payee has not the form of a union's id"),
    LIST_MALFORMED("the union's list is empty, too long, or its weights are out of bounds"),
    LIST_DIFFERS("the union's id stands for another list or another rule"),
    QUORUM_UNREACHABLE("the union's rule asks for more consent than all its members have"),
    NOT_A_MEMBER("the consent is not by a member of the current list"),
    CONSENT_SIGNATURE("the consent is not signed by the member, or for another change"),
    SECRETARY_SIGNATURE("the change is not signed by the union's secretary");

    private final String sentence;

    UnionFault(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
