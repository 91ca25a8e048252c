using BackOffice.Payroll.Domain;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class RetroFactsTests
{
    private static readonly PayCase Told = PayCases.Month("RO", new Primitives.Period(2026, 5), PayCases.Paid(4500));

    [Fact]
    public void A_dependant_written_down_late_changes_the_tax_of_a_paid_month()
        => Assert.True(Matter(Told with { Dependants = [new Dependant("child", new LocalDate(2020, 3, 1))] }));

    [Fact]
    public void What_changes_no_figure_of_the_law_does_not_matter()
        => Assert.False(Matter(PayCases.Month("PL", Told.Period, PayCases.Paid(4500)) with { Dependants = [new Dependant("child", new LocalDate(2020, 3, 1))] }));

    [Fact]
    public void A_rise_alone_does_not_matter_since_its_contributions_follow_in_the_open_month()
        => Assert.False(Matter(PayCases.Month("RO", Told.Period, PayCases.Paid(5000))));

    private static bool Matter(PayCase known) => RetroFacts.Matter(known, known.Slip(), known.Country == Told.Country ? Told : known with { Dependants = [] }, PayCases.RulesOf(known));
}
