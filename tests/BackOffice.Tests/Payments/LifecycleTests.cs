using BackOffice.Payments.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payments;

public sealed class LifecycleTests
{
    [Fact]
    public void An_order_is_taken_back_before_its_export_only()
        => Assert.Equal(
            [PaymentOrderState.Draft, PaymentOrderState.Sealed],
            Enum.GetValues<PaymentOrderState>().Where(state => PaymentOrderLifecycle.Table.Next(state, PaymentOrderEvent.Cancel) is not null));

    [Fact]
    public void What_has_ended_stays_so()
        => Assert.All([PaymentOrderState.Settled, PaymentOrderState.Cancelled, PaymentOrderState.Rejected], state => Assert.True(PaymentOrderLifecycle.Table.IsFinal(state)));

    [Fact]
    public void A_paid_line_never_frees_its_debt_and_one_that_failed_always_does()
    {
        Assert.Equal([LineState.Ordered, LineState.Paid], Enum.GetValues<LineState>().Where(state => !state.FreesDebt()));
        Assert.All(Enum.GetValues<LineState>().Where(state => state.FreesDebt()), state => Assert.True(LineLifecycle.Table.IsFinal(state)));
    }

    [Fact]
    public void The_states_of_a_part_are_read_as_they_were_written()
    {
        var states = Enum.GetValues<LineState>();
        var text = LineStates.Write(states);

        Assert.Equal("OPTRCX", text);
        Assert.Equal(states, Enumerable.Range(1, states.Length).Select(line => LineStates.Of(text, line)));
        Assert.Equal(LineState.Refused, LineStates.Of(text, 0));
        Assert.Equal(LineState.Refused, LineStates.Of(text, states.Length + 1));
        Assert.Equal(2, LineStates.Count("OPPO", LineState.Paid));
    }

    [Theory]
    [InlineData(LineState.Ordered, LineEvent.Pay, LineState.Paid, null)]
    [InlineData(LineState.Ordered, LineEvent.Return, LineState.Returned, null)]
    [InlineData(LineState.Ordered, LineEvent.Reject, LineState.Rejected, null)]
    [InlineData(LineState.Paid, LineEvent.Pay, null, null)]
    [InlineData(LineState.Paid, LineEvent.Return, LineState.Returned, null)]
    [InlineData(LineState.Paid, LineEvent.Reject, null, UnmatchedReason.Contradiction)]
    [InlineData(LineState.Returned, LineEvent.Pay, null, null)]
    [InlineData(LineState.Returned, LineEvent.Reject, null, UnmatchedReason.Contradiction)]
    [InlineData(LineState.Rejected, LineEvent.Pay, null, UnmatchedReason.Contradiction)]
    [InlineData(LineState.Refused, LineEvent.Pay, null, UnmatchedReason.NotAtBank)]
    public void A_word_of_the_bank_moves_a_line_agrees_or_contradicts(LineState state, LineEvent @event, LineState? next, UnmatchedReason? problem)
        => Assert.Equal(new LineVerdict(next, problem), SettlementMatch.Judge(state, @event, told: null, Money.Euros(10)));

    [Fact]
    public void Another_amount_moves_nothing()
        => Assert.Equal(new LineVerdict(null, UnmatchedReason.AmountDiffers), SettlementMatch.Judge(LineState.Ordered, LineEvent.Pay, Money.Euros(9.99m), Money.Euros(10)));

    [Fact]
    public void A_reference_is_found_in_the_text_of_a_bank()
    {
        var payable = Samples.Payable() with { Reference = "RF18539007547034" };

        Assert.True(SettlementMatch.CarriesReference("PAYMENT rf18 5390 0754 7034 THANKS", payable, PaymentFormat.Pain00100109));
        Assert.False(SettlementMatch.CarriesReference("PAYMENT 5390", payable, PaymentFormat.Pain00100109));
        Assert.False(SettlementMatch.CarriesReference("anything", Samples.Payable() with { Remittance = null }, PaymentFormat.Pain00100109));
    }
}
