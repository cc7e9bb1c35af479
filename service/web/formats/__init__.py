"""The pages about formats: the library, drafts, their forms and their trial."""
