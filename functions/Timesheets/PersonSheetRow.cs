using Azure.Data.Tables;
using BackOffice.People;
using BackOffice.Storage;
using BackOffice.Tenancy;
using BackOffice.Timesheets.Domain;

namespace BackOffice.Timesheets;

/// <summary>What one sheet says of one person, and what was decided of it for this person alone.</summary>
internal sealed class PersonSheetRow(TableEntity row)
{
    public TableEntity Entity { get; } = row;

    public string Person => TimesheetKeys.Split(Entity.RowKey).Person;

    public string Sheet => TimesheetKeys.Split(Entity.RowKey).Sheet;

    public IReadOnlyList<TimeRow> Rows => RowJson.Read<List<TimeRow>>(LongText.Read(Entity, "Rows") ?? throw new InvalidDataException("A person's sheet without rows."));

    public DateTimeOffset? ApprovedAt => Entity.GetDateTimeOffset("ApprovedAt");

    public DateTimeOffset? RejectedAt => Entity.GetDateTimeOffset("RejectedAt");

    public static TableEntity Of(string partition, string sheet, IReadOnlyList<TimeRow> rows)
    {
        var row = new TableEntity(partition, TimesheetKeys.Person(rows[0].Person, sheet)) { ["SchemaVersion"] = 1 };
        LongText.Write(row, "Rows", RowJson.Write(rows));
        return row;
    }

    /// <summary>Decided for this person alone, whatever becomes of the sheet.</summary>
    public void Decide(bool isApproved, Actor actor, string reason)
    {
        Entity[isApproved ? "ApprovedAt" : "RejectedAt"] = actor.Now;
        Entity["DecidedBy"] = actor.Name;
        Entity["Reason"] = reason;
    }

    /// <summary>Whether it held at an instant, for this person or with its whole sheet.</summary>
    public bool HeldAt(DateTimeOffset knownAt, SheetRow? sheet)
        => sheet is not null && !(sheet.SupersededAt <= knownAt) && !(RejectedAt <= knownAt) && (ApprovedAt <= knownAt || sheet.ApprovedAt <= knownAt);
}
