"""What people take along from the history: pages to print for a physiotherapist, and the plan for a calendar."""
