using BackOffice.Timesheets.Domain;

namespace BackOffice.Timesheets;

/// <summary>A sheet in a list.</summary>
/// <param name="IsRetro">It came when the month was cut off or closed: what it says is paid as a difference.</param>
/// <param name="Other">The sheet that had the content before, or took the place of this one.</param>
internal sealed record SheetSummary(string Sheet, string Group, string? Period, string Name, SheetState State, string By, DateTimeOffset ReceivedAt, bool IsRetro, int Rows, int People, int ErrorCount, string? Other)
{
    public static SheetSummary Of(SheetPlace place, SheetRow sheet)
        => new(sheet.Id, place.Group, place.Period?.ToString(), sheet.Name, sheet.State, sheet.By, sheet.ReceivedAt, sheet.IsRetro, sheet.Rows, sheet.People, sheet.ErrorCount, sheet.Other);
}

/// <summary>A sheet as the API shows it.</summary>
/// <param name="Errors">The first thousand, by line.</param>
internal sealed record SheetView(SheetSummary Sheet, IReadOnlyList<TimeError> Errors, IReadOnlyList<SheetChange> Changes)
{
    public static SheetView Of(SheetPlace place, SheetRow sheet) => new(SheetSummary.Of(place, sheet), sheet.Errors, sheet.Changes);
}

/// <summary>What an approver says of a sheet.</summary>
/// <param name="Reason">3 to 500 characters.</param>
/// <param name="People">Only these ids, at most 90; the whole sheet when left out.</param>
internal sealed record SheetDecisionBody(string Reason, IReadOnlyList<string>? People = null);
