using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>How kinds are written in ids and over HTTP.</summary>
internal static class RunWords
{
    public static string Of(PayRunKind kind) => kind switch
    {
        PayRunKind.Regular => "regular",
        PayRunKind.OffCycle => "off-cycle",
        PayRunKind.Bonus => "bonus",
        PayRunKind.Thirteenth => "thirteenth",
        PayRunKind.Fourteenth => "fourteenth",
        PayRunKind.Correction => "correction",
        PayRunKind.Final => "final",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of run."),
    };

    public static string Of(ShardWork work) => work switch
    {
        ShardWork.Calculate => "calculate",
        ShardWork.Pay => "pay",
        ShardWork.Replay => "replay",
        _ => throw new ArgumentOutOfRangeException(nameof(work), work, "Not a kind of work."),
    };
}
