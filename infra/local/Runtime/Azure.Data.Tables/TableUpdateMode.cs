namespace Azure.Data.Tables;

/// <summary>Whether properties that an update leaves out stay or go.</summary>
public enum TableUpdateMode
{
    Merge = 0,
    Replace = 1,
}
