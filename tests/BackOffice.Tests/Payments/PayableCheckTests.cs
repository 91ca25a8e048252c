using BackOffice.Payments.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payments;

public sealed class PayableCheckTests
{
    private static readonly LocalDate Before = new(2026, 11, 13);
    private static readonly LocalDate Last = new(2026, 11, 14);
    private static readonly LocalDate First = new(2026, 11, 15);

    [Fact]
    public void A_sound_debt_has_no_problem_and_no_notice()
    {
        Assert.Null(Check(Samples.Payable()));
        Assert.Empty(PayableCheck.NoticesOf(Samples.Payable(), PaymentFormat.Pain00100109));
    }

    [Fact]
    public void Each_problem_has_a_name()
    {
        Assert.Equal(PayableProblem.AccountMissing, Check(With(creditor => creditor with { Account = null })));
        Assert.Equal(PayableProblem.AccountOutsideSepa, Check(With(creditor => creditor with { Account = Samples.Iban("TR330006100519786457841326") })));
        Assert.Equal(PayableProblem.NameEmpty, Check(With(creditor => creditor with { Name = "王小明" })));
        Assert.Equal(PayableProblem.BicUnfit, Check(With(creditor => creditor with { Bic = "NOBANK" })));
        Assert.Equal(PayableProblem.CurrencyUnfit, Check(Samples.Payable() with { Amount = new Money(1, Currency.Ron) }));
        Assert.Equal(PayableProblem.AmountUnfit, Check(Samples.Payable(amount: 0)));
        Assert.Equal(PayableProblem.AmountUnfit, Check(Samples.Payable(amount: -1)));
        Assert.Equal(PayableProblem.AmountUnfit, Check(Samples.Payable(amount: 0.001m)));
        Assert.Equal(PayableProblem.AmountUnfit, Check(Samples.Payable(amount: 1_000_000_000)));
        Assert.Equal(PayableProblem.ReferenceUnfit, Check(Samples.Payable() with { Reference = "RF19539007547034" }));
        Assert.Equal(PayableProblem.AddressIncomplete, Check(Addressed(new PostalAddress(null, null) { Street = "Via Po" })));
        Assert.Equal(PayableProblem.AddressIncomplete, Check(Addressed(new PostalAddress("IT", "Roma") { Lines = ["a", "b", "c"] })));
    }

    [Fact]
    public void A_domestic_order_stays_in_the_country()
    {
        var payable = Samples.Payable() with { Amount = new Money(1, Currency.Pln) };

        Assert.Equal(PayableProblem.AccountNotDomestic, PayableCheck.ProblemOf(payable, Samples.Terms(PaymentFormat.PlnCsv), (Samples.Rules, Before)));
    }

    [Fact]
    public void Lines_only_are_refused_when_the_file_is_built_or_executed_from_the_day_in_the_rules()
    {
        var lines = Addressed(new PostalAddress("IT", null) { Lines = ["Via Po 1", "00198 Roma"] });

        Assert.Equal(First, Samples.Rules.UnstructuredAddressEnds.Day);
        Assert.Null(At(lines, Before, Last));
        Assert.Equal(PayableProblem.AddressUnstructured, At(lines, Before, First));
        Assert.Equal(PayableProblem.AddressUnstructured, At(lines, First, Before));
        Assert.Null(At(Addressed(new PostalAddress("IT", "Roma") { Lines = ["Via Po 1"] }), First, First));
        Assert.Null(At(Addressed(new PostalAddress(null, null)), First, First));
    }

    [Theory]
    [InlineData("EUR", 2026, 11, 28, 2026, 11, 30)] // a Saturday
    [InlineData("EUR", 2026, 4, 3, 2026, 4, 7)] // Good Friday to Easter Monday
    [InlineData("EUR", 2026, 12, 25, 2026, 12, 28)]
    [InlineData("EUR", 2026, 6, 2, 2026, 6, 2)] // a holiday in Italy, not of TARGET
    [InlineData("PLN", 2026, 11, 11, 2026, 11, 12)]
    [InlineData("RON", 2026, 12, 1, 2026, 12, 2)]
    [InlineData("RON", 2026, 11, 30, 2026, 12, 2)]
    public void A_day_on_which_banks_do_not_settle_leads_to_the_next_one(string currency, int year, int month, int day, int nextYear, int nextMonth, int nextDay)
        => Assert.Equal(new LocalDate(nextYear, nextMonth, nextDay), Samples.Rules.BankDayOnOrAfter(new LocalDate(year, month, day), Currency.Of(currency)));

    [Fact]
    public void A_reference_leads_back_to_its_line_in_capitals_too()
    {
        var id = new EndToEndId(Samples.Tag, 12, 345);

        Assert.Equal("0123456789abcdef-00012-00345", id.ToString());
        Assert.True(EndToEndId.TryRead(id.ToString().ToUpperInvariant(), out var read));
        Assert.Equal(id, read);
        Assert.All(["", "x", "0123456789abcdef-00000-00001", "0123456789abcdeg-00001-00001", "0123456789abcdef-00001-0001a", "0123456789abcdef-+0001-00001"], text => Assert.False(EndToEndId.TryRead(text, out _)));
        Assert.True(EndToEndId.TryReadTag($"{Samples.Tag}-1", out var tag));
        Assert.Equal(Samples.Tag, tag);
        Assert.False(EndToEndId.TryReadTag($"{Samples.Tag}0", out _));
    }

    private static PayableProblem? Check(Payable payable) => At(payable, Before, Before);

    private static PayableProblem? At(Payable payable, LocalDate built, LocalDate executed)
        => PayableCheck.ProblemOf(payable, Samples.Terms() with { ExecutionDate = executed }, (Samples.Rules, built));

    private static Payable With(Func<Creditor, Creditor> change) => Samples.Payable() with { Creditor = change(Samples.Payable().Creditor) };

    private static Payable Addressed(PostalAddress address) => With(creditor => creditor with { Address = address });
}
