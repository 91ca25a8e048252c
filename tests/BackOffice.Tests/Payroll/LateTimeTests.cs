using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

public sealed class LateTimeTests
{
    private static readonly Period January = new(2026, 1);

    [Theory]
    [InlineData(11, null)]
    [InlineData(12, "2026-01")]
    [InlineData(13, "2026-02")]
    public void Twelve_paid_months_take_late_sheets(int months, string? last)
        => Assert.Equal(last, LateTime.LastOf([.. Enumerable.Range(0, months).SelectMany(number => new[] { Posted(number, PayRunKind.Regular), Posted(number, PayRunKind.Bonus) })])?.ToString());

    private static ChainLink Posted(int number, PayRunKind kind) => new($"office-{January.Plus(number)}-{kind}", 1, January.Plus(number), kind, kind == PayRunKind.Regular) { KnownAt = DateTimeOffset.UnixEpoch };
}
